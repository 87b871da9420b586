using Spectre.Console;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>How tables look: rules on a terminal, bare columns elsewhere.</summary>
internal static class TableShape
{
    public static Table New(Screen screen, params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = screen.IsTerminal ? TableBorder.Simple : TableBorder.None, ShowHeaders = true };
        foreach (var name in columns)
        {
            var isNumber = name.StartsWith('>');
            var column = new TableColumn(StateWords.Safe(isNumber ? name[1..] : name)) { NoWrap = true };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        return table;
    }
}
