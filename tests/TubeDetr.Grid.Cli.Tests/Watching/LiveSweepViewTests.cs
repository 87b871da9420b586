using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Watching;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Watching;

public sealed class LiveSweepViewTests
{
    [Fact]
    public void Draw_RunningSweep_HasABarForTheSweepAndALineForEachExperiment()
    {
        using var writer = new StringWriter();
        var screen = new Screen(writer, isTerminal: false);
        ExperimentSnapshot[] experiments = [Some.Experiment(0, ExperimentState.Running, 1.5, 0.25), Some.Experiment(1, ExperimentState.Queued)];
        var sweep = Some.Counted(Some.Sweep(), [.. experiments]) with { Eta = TimeSpan.FromMinutes(4) };

        screen.Console.Write(LiveSweepView.Draw(screen, sweep, experiments));

        var lines = writer.ToString().Split('\n');
        Assert.Contains("25%  0 of 2 experiments  best vIoU 0.25  ETA 4 min 00 s", lines[0], StringComparison.Ordinal);
        Assert.Contains("━━━━━━────── 1.5/3", lines[2], StringComparison.Ordinal);
        Assert.Contains("running", lines[2], StringComparison.Ordinal);
        Assert.Contains("1 min 35 s", lines[2], StringComparison.Ordinal);
        Assert.Contains("queued", lines[3], StringComparison.Ordinal);
    }
}
