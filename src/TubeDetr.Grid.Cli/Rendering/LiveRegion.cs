using Spectre.Console;
using Spectre.Console.Rendering;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>
/// The lowest lines of a terminal, redrawn in place; what is said goes above them for good. Unlike Spectre's own live display it erases what it leaves,
/// so that a short line never ends in the rest of a longer one. May be used from several threads.
/// </summary>
internal sealed class LiveRegion : IDisposable
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";

    private readonly IAnsiConsole _console;
    private readonly Lock _oneAtATime = new();
    private IRenderable? _content;
    private int _lines;

    public LiveRegion(Screen screen)
    {
        _console = screen.Console;
        _console.Write(new Block([Segment.Control(HideCursor)]));
    }

    /// <summary>Shows this from now on.</summary>
    public void Draw(IRenderable content)
    {
        lock (_oneAtATime)
        {
            _content = content;
            Redraw([]);
        }
    }

    /// <summary>Writes lines with markup above the region.</summary>
    public void Say(string markup)
    {
        lock (_oneAtATime)
        {
            Redraw(Lines(new Markup(markup), int.MaxValue));
        }
    }

    /// <summary>Takes the region away; what was said stays.</summary>
    public void Dispose()
    {
        lock (_oneAtATime)
        {
            _content = null;
            Redraw([Segment.Control(ShowCursor)]);
        }
    }

    private void Redraw(IReadOnlyList<Segment> above)
    {
        var erase = _lines > 0 ? Format.Invariant($"\e[{_lines}A\r\e[J") : "\r\e[J";
        var below = _content is null ? [] : Lines(_content, Math.Max(1, _console.Profile.Height - 1));
        _lines = below.Count(segment => segment.IsLineBreak);
        _console.Write(new Block([Segment.Control(erase), .. above, .. below]));
    }

    /// <summary>Its lines, each with a break at its end; no more than fit, since lines that have scrolled away cannot be redrawn.</summary>
    private List<Segment> Lines(IRenderable content, int most)
    {
        var options = RenderOptions.Create(_console, _console.Profile.Capabilities);
        var lines = Segment.SplitLines(content.Render(options, _console.Profile.Width));
        return [.. lines.Take(most).SelectMany(line => line.Append(Segment.LineBreak))];
    }

    private sealed class Block(IReadOnlyList<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
