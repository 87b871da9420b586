namespace TubeDetr.Grid.Web.Curves;

/// <summary>Eight stops of matplotlib's viridis (CC0), dark for low and bright for high.</summary>
public static class Viridis
{
    public static IReadOnlyList<string> Stops { get; } =
        ["#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725"];

    /// <summary>As charts want it: pairs of a place between 0 and 1 and a colour.</summary>
    public static object[][] Scale { get; } = [.. Stops.Select((colour, i) => new object[] { (double)i / (Stops.Count - 1), colour })];
}
