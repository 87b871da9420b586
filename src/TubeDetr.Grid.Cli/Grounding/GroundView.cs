using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Grounding;

/// <summary>How far the grounding of a sentence is: a bar on a terminal, else a line for each stage. On stderr, since stdout is for the tube.</summary>
internal sealed class GroundView(Screen screen) : IDisposable
{
    private const int BarWidth = 40;
    private readonly LiveRegion? region = screen.CanRedraw ? new LiveRegion(screen) : null;
    private string stage = "";

    /// <summary>Writes a line that stays.</summary>
    public void Say(string line)
    {
        if (region is null)
        {
            screen.Line(line);
        }
        else
        {
            region.Say(StateWords.Safe(line));
        }
    }

    /// <summary>Begins something whose end is not in sight.</summary>
    public void Begin(string what) => Show(what, "");

    /// <summary>Goes on with something of which a part is done.</summary>
    public void Advance(string what, int done, int all) => Show(what, Format.Invariant($"{Bar.Of(done / (double)Math.Max(all, 1), BarWidth)} {done} of {Math.Max(done, all)}  "));

    public void Dispose() => region?.Dispose();

    private void Show(string what, string bar)
    {
        if (region is not null)
        {
            region.Draw(new Markup($"{bar}{StateWords.Safe(what)}"));
        }
        else if (!string.Equals(stage, what, StringComparison.Ordinal))
        {
            screen.Line(what);
        }

        stage = what;
    }
}
