using System.Runtime.CompilerServices;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>The curves of an experiment as far as its snapshot says that it has come.</summary>
public static class CurveReading
{
    private const int AtOnce = 16;

    /// <summary>What is saved, or all of the log where that is behind.</summary>
    public static async Task<ExperimentCurves> Of(IGridClient grid, ExperimentSnapshot experiment, CancellationToken cancellationToken) =>
        await grid.GetCurves(experiment.Id, cancellationToken) is { } saved && saved.Attempt >= experiment.Attempt && saved.Step >= experiment.Step
            ? saved
            : await grid.MakeCurves(experiment.Id, cancellationToken);

    /// <summary>Those of all that have begun, in their order, some at a time.</summary>
    public static async IAsyncEnumerable<(ExperimentSnapshot Experiment, ExperimentCurves Curves)> Of(
        IGridClient grid, IEnumerable<ExperimentSnapshot> experiments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in experiments.Where(experiment => experiment.Attempt > 0).Chunk(AtOnce))
        {
            var curves = await Task.WhenAll(some.Select(experiment => Of(grid, experiment, cancellationToken)));
            foreach (var one in some.Zip(curves))
            {
                yield return one;
            }
        }
    }
}
