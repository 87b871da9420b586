using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Grid.Cli.Evaluation;

/// <summary>The metrics of an evaluation, one a row; a column for each data set and, where it has any, for each kind of its questions.</summary>
internal static class MetricTable
{
    private const string Given = "gt_";

    public static Table Of(Screen screen, EvaluationReport report)
    {
        Column[] columns = [.. report.Sets.SelectMany(Columns)];
        var table = TableShape.New(screen, ["", .. columns.Select(column => ">" + column.Title)]);
        table.AddRow(["videos", .. columns.Select(column => Format.Invariant($"{column.Videos}"))]);
        foreach (var metric in columns.SelectMany(column => column.Metrics.Keys).Distinct(StringComparer.Ordinal))
        {
            table.AddRow([Title(metric), .. columns.Select(column => Format.Number(column.Metrics.TryGetValue(metric, out var value) ? value : null))]);
        }

        if (columns.Any(column => column.Missing > 0))
        {
            table.AddRow(["not read", .. columns.Select(column => column.Missing is { } missing ? Format.Invariant($"{missing}") : "")]);
        }

        table.AddRow(["loss", .. columns.Select(column => column.Loss is { } loss ? Format.Number(loss) : "")]);
        return table;
    }

    private static IEnumerable<Column> Columns(SetReport set)
    {
        var kinds = set.Videos.GroupBy(video => video.Prediction.QuestionType, StringComparer.Ordinal).Where(kind => kind.Key is not null).OrderBy(kind => kind.Key, StringComparer.Ordinal);
        return [.. kinds.Select(kind => new Column($"{set.Name} {kind.Key}", kind.Count(), MetricSummary.Overall([.. kind]), null, null)), new(set.Name, set.Videos.Count, set.Overall, set.Losses["loss"], set.Missing.Count)];
    }

    private static string Title(string metric) => metric.StartsWith(Given, StringComparison.Ordinal) ? "gt " + Leaderboard.Title(metric[Given.Length..]) : Leaderboard.Title(metric);

    private sealed record Column(string Title, int Videos, IReadOnlyDictionary<string, double> Metrics, double? Loss, int? Missing);
}
