using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>The curves of an experiment as far as its snapshot says that it has come.</summary>
public static class CurveReading
{
    /// <summary>What is saved, or all of the log where that is behind.</summary>
    public static async Task<ExperimentCurves> Of(IGridClient grid, ExperimentSnapshot experiment, CancellationToken cancellationToken) =>
        await grid.GetCurves(experiment.Id, cancellationToken) is { } saved && saved.Attempt >= experiment.Attempt && saved.Step >= experiment.Step
            ? saved
            : await grid.MakeCurves(experiment.Id, cancellationToken);
}
