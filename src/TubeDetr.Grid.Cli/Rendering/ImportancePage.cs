using Spectre.Console;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>What a metric depends on: a bar for each hyper-parameter, what two bring about together, and the doubts.</summary>
internal static class ImportancePage
{
    private const int BarWidth = 30;

    public static void Write(Screen screen, SweepId sweep, SweepImportance importance)
    {
        if (!importance.Knobs.IsEmpty)
        {
            screen.Line(Format.Invariant($"What {importance.Metric} depends on in sweep {sweep}: {Format.Count(importance.Experiments, "experiment")}, of whose differences the model explains {importance.Explained:0%}"));
            var table = TableShape.New(screen, "hyper-parameter", "", ">share", ">±");
            foreach (var knob in importance.Knobs)
            {
                table.AddRow(StateWords.Safe(knob.Name), Bar.Of(knob.Share, BarWidth), Format.Invariant($"{knob.Share:0%}"), Format.Invariant($"{knob.Spread:0%}"));
            }

            foreach (var pair in importance.Pairs)
            {
                table.AddRow(StateWords.Safe($"{pair.First} with {pair.Second}"), Bar.Of(pair.Share, BarWidth), Format.Invariant($"{pair.Share:0%}"), "");
            }

            screen.Console.Write(table);
        }

        foreach (var note in importance.Notes)
        {
            screen.Line($"Note: {note}.");
        }
    }
}
