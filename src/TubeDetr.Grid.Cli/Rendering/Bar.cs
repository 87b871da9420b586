namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>A bar as markup.</summary>
internal static class Bar
{
    public static string Of(double fraction, int width)
    {
        var filled = double.IsFinite(fraction) ? (int)Math.Round(Math.Clamp(fraction, 0, 1) * width) : 0;
        return $"[blue]{new string('━', filled)}[/][grey]{new string('─', width - filled)}[/]";
    }
}
