using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Grid.Cli.Evaluation;

/// <summary>The metrics of an evaluation: a row for each kind of question of each data set.</summary>
internal static class MetricTable
{
    private const string Given = "gt_";

    public static Table Of(Screen screen, EvaluationReport report)
    {
        string[] metrics = [.. report.Sets.SelectMany(set => set.Overall.Keys).Distinct(StringComparer.Ordinal)];
        var table = TableShape.New(screen, ["data set", "questions", ">videos", .. metrics.Select(metric => ">" + Title(metric)), ">loss"]);
        foreach (var set in report.Sets)
        {
            var rows = Rows(set).ToArray();
            foreach (var (questions, videos, values) in rows)
            {
                table.AddRow([
                    StateWords.Safe(set.Name),
                    StateWords.Safe(questions),
                    Format.Invariant($"{videos}"),
                    .. metrics.Select(metric => Format.Number(values.TryGetValue(metric, out var value) ? value : null)),
                    questions is "all" ? Format.Number(set.Losses["loss"]) : "",
                ]);
            }
        }

        return table;
    }

    private static IEnumerable<(string Questions, int Videos, IReadOnlyDictionary<string, double> Values)> Rows(SetReport set)
    {
        foreach (var kind in set.Videos.GroupBy(video => video.Prediction.QuestionType, StringComparer.Ordinal).Where(kind => kind.Key is not null).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            yield return (kind.Key!, kind.Count(), MetricSummary.Overall([.. kind]));
        }

        yield return ("all", set.Videos.Count, set.Overall);
    }

    private static string Title(string metric) => metric.StartsWith(Given, StringComparison.Ordinal) ? "gt " + Leaderboard.Title(metric[Given.Length..]) : Leaderboard.Title(metric);
}
