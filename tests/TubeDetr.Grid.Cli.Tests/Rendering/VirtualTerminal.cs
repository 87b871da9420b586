using System.Globalization;
using System.Text.RegularExpressions;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Tests.Rendering;

/// <summary>A terminal that knows "up N lines", "start of line" and "erase to the end", and remembers what a person would see.</summary>
internal sealed partial class VirtualTerminal
{
    public VirtualTerminal()
    {
        Screen = new Screen(new StringWriter(), isTerminal: true);
        Screen.Console.Profile.Width = 80;
        Screen.Console.Profile.Height = 24;
    }

    public Screen Screen { get; }

    /// <summary>What stands on it, without empty lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string> { "" };
            var row = 0;
            foreach (Match token in Tokens().Matches(Screen.Writer.ToString()!))
            {
                (row, var text) = Move(lines, row, token.Value);
                lines[row] += text;
            }

            return [.. lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        }
    }

    private static (int Row, string Text) Move(List<string> lines, int row, string token)
    {
        switch (token)
        {
            case "\n":
                lines.Insert(row + 1, "");
                return (row + 1, "");
            case "\r":
                return (row, "");
            case "\e[J":
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                lines[row] = "";
                return (row, "");
            case ['\e', '[', .. var count, 'A']:
                return (row - int.Parse(count, CultureInfo.InvariantCulture), "");
            case ['\e', ..]:
                return (row, "");
            default:
                return (row, token);
        }
    }

    [GeneratedRegex("\e\\[[?0-9;]*[a-zA-Z]|\n|\r|[^\e\n\r]+")]
    private static partial Regex Tokens();
}
