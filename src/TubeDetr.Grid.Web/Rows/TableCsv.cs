using System.Globalization;
using System.Text;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>Rows as CSV (RFC 4180) with every digit.</summary>
public static class TableCsv
{
    public static string Of(IEnumerable<ExperimentRow> rows, IReadOnlyList<TableColumn> columns)
    {
        var text = new StringBuilder();
        Line(text, ["experiment", "state", .. columns.Select(column => column.Title)]);
        foreach (var row in rows)
        {
            Line(text, [row.Now.Id.Value, Words.StateLook.Of(row.Now.State).Word, .. columns.Select(column => Write(column.Value(row)))]);
        }

        return text.ToString();
    }

    /// <summary>One line, with its end.</summary>
    public static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Quote)).Append('\n');

    public static string Write(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A text that a spreadsheet would take for a formula is led by an apostrophe.</summary>
    private static string Quote(string field)
    {
        var safe = field.Length > 0 && field[0] is '=' or '@' ? "'" + field : field;
        return safe.AsSpan().IndexOfAny(",\"\n\r") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
