using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>Addresses on the web page.</summary>
internal static class PageAddress
{
    public static Uri Of(Uri page, SweepId sweep) => new(page, $"/sweeps/{sweep.Value}");
}
