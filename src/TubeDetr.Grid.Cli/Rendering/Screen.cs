using Spectre.Console;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>
/// One output stream. On a terminal: colours, live regions, the terminal's width. Else: plain text, lines as long as they need to be.
/// </summary>
public sealed class Screen
{
    private const int UnlimitedWidth = 4096;

    public Screen(TextWriter writer, bool isTerminal)
    {
        Writer = writer;
        IsTerminal = isTerminal;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            Console.Profile.Width = UnlimitedWidth;
        }
    }

    public TextWriter Writer { get; }

    public bool IsTerminal { get; }

    /// <summary>For markup, tables and live regions.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>True where a region of the screen may be redrawn.</summary>
    public bool CanRedraw => IsTerminal && Console.Profile.Capabilities.Ansi;

    /// <summary>Writes a line as it is: no markup, no wrapping.</summary>
    public void Line(string text = "") => Writer.WriteLine(text);

    /// <summary>Writes a line with Spectre markup; colours vanish where there are none.</summary>
    public void Markup(string markup)
    {
        if (IsTerminal)
        {
            Console.MarkupLine(markup);
        }
        else
        {
            Writer.WriteLine(Spectre.Console.Markup.Remove(markup));
        }
    }
}
