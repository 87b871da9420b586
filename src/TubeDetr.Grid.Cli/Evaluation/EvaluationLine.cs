using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Evaluation;

/// <summary>An evaluation as <c>--json</c> prints it.</summary>
internal sealed record EvaluationLine
{
    public required IReadOnlyList<Part> Sets { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Folder of the files; null when none were written.</summary>
    public required string? OutputDir { get; init; }

    public static EvaluationLine Of(EvaluationReport report, string? folder) => new()
    {
        Sets = [.. report.Sets.Select(set => new Part(set.Name, set.Videos.Count, set.Missing.Count, set.Metrics, set.Overall, set.Losses))],
        Seconds = Math.Round(report.Seconds, 2),
        OutputDir = folder,
    };

    /// <summary>One data set.</summary>
    /// <param name="Dataset">Its name.</param>
    /// <param name="Videos">How many were judged.</param>
    /// <param name="MissingVideos">How many could not be read.</param>
    /// <param name="Metrics">The original's; VidSTG's by kind of question.</param>
    /// <param name="Overall">Over all videos.</param>
    /// <param name="Losses">Averages over batches.</param>
    internal sealed record Part(string Dataset, int Videos, int MissingVideos, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, double> Overall, IReadOnlyDictionary<string, double> Losses);
}
