using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Watching;

/// <summary>Shows a sweep while it goes on.</summary>
internal interface ISweepView
{
    void Show(SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments);

    /// <summary>Something that happened, kept above what is redrawn.</summary>
    void Say(string line);
}
