namespace TubeDetr.Grid.Web.Curves;

/// <summary>Eight stops of matplotlib's viridis (CC0), dark for low and bright for high.</summary>
public static class Viridis
{
    public static IReadOnlyList<string> Stops { get; } =
        ["#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725"];
}
