using TubeDetr.Data;
using TubeDetr.Data.Synthetic;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>Makes synthetic data sets with TubeDetr.Data.</summary>
internal sealed class SyntheticDatasets : IDatasetMaker
{
    public Task<bool> Make(DatasetRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var options = new SyntheticOptions { Clips = request.Clips, Seed = request.Seed, Distractors = request.Distractors };
        if (request.TakesWhatIsThere && SyntheticDataset.FindFinished(request.Folder) is { } found)
        {
            options = found;
        }

        return Task.Run(
            () =>
            {
                try
                {
                    return !SyntheticDataset.Generate(request.Folder, options, new Clips(progress), cancellationToken).AlreadyThere;
                }
                catch (DatasetException failure)
                {
                    throw CommandFailure.Failed(failure.Message.Split('\n'));
                }
            },
            cancellationToken);
    }

    private sealed class Clips(IProgress<int> progress) : IProgress<SyntheticProgress>
    {
        public void Report(SyntheticProgress value) => progress.Report(value.ClipsDone);
    }
}
