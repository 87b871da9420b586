using Spectre.Console;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>What a sweep would do.</summary>
internal static class PreviewPage
{
    public static void Write(Screen screen, SweepPreview preview)
    {
        screen.Line($"{preview.Name}: {preview.Method}, {Format.Count(preview.Experiments, "experiment")}, {Format.Invariant($"{preview.Epochs:0.#}")} epochs if all train to their end; nothing was submitted.");
        screen.Line(preview.Cells is { } cells ? Format.Invariant($"The space has {cells:0} combinations.") : "The space has no end of combinations.");
        screen.Line(Estimate(preview.Estimate));
        var table = TableShape.New(screen, [">#", .. preview.Differing]);
        for (var i = 0; i < preview.First.Length; i++)
        {
            table.AddRow([Format.Invariant($"{i + 1}"), .. preview.Differing.Select(name => StateWords.Safe(Chosen(preview.First[i], name)))]);
        }

        screen.Console.Write(table);
        if (preview.First.Length < preview.Experiments)
        {
            screen.Line(preview.Method is "tpe" ? "Later ones depend on how these do." : Format.Invariant($"… and {preview.Experiments - preview.First.Length} more."));
        }
    }

    private static string Estimate(SlotTimeEstimate? estimate) => estimate is null
        ? "How long it takes cannot be told: no experiment has ended here yet."
        : Format.Invariant($"About {estimate.Total.TotalHours:0.##} slot-hours: {Format.Number(estimate.PerEpoch.TotalSeconds)} s an epoch in {Format.Count(estimate.Experiments, "experiment")} that ran before")
            + (estimate.Different.IsEmpty ? "." : $" and differ in {string.Join(", ", estimate.Different)}.");

    private static string? Chosen(HyperParameterSet set, string name) => set.Values.TryGetValue(name, out var value)
        ? value.Type == HyperParameterType.Number ? Format.Number(value.Number) : value.Text
        : null;
}
