using TubeDetr.Grid.Cli.Demo;

namespace TubeDetr.Grid.Cli.Tests;

/// <summary>Makes no data; collects what was asked for.</summary>
internal sealed class CollectingDatasets : IDatasetMaker
{
    public List<DatasetRequest> Asked { get; } = [];

    public Exception? Fails { get; set; }

    public bool IsThere { get; set; }

    public Task<bool> Make(DatasetRequest request, IProgress<int> progress, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        if (Fails is not null)
        {
            return Task.FromException<bool>(Fails);
        }

        for (var clip = 1; clip <= request.Clips && !IsThere; clip++)
        {
            progress.Report(clip);
        }

        return Task.FromResult(!IsThere);
    }
}
