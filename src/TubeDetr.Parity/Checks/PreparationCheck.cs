using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.HcStvg;
using TubeDetr.Data.VidStg;

namespace TubeDetr.Parity.Checks;

/// <summary><c>preproc-*</c>: every file that the original's preprocessing makes of raw annotations, as JSON values.</summary>
public sealed class PreparationCheck : ParityCheck
{
    /// <inheritdoc/>
    public override string Prefix => "preproc-";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var output = Directory.CreateTempSubdirectory("tubedetr-parity-").FullName;
        try
        {
            var made = Prepare(golden, output);
            string[] expected = [.. Directory.GetFiles(golden["expected"]).Order(StringComparer.Ordinal)];
            comparison.SameList("files", "names of the files", [.. expected.Select(file => Path.GetFileName(file))], [.. Directory.GetFiles(output).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]);
            foreach (var file in expected.Where(file => File.Exists(Path.Combine(output, Path.GetFileName(file)))))
            {
                Compare(file, Path.Combine(output, Path.GetFileName(file)), made, comparison);
            }
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static IReadOnlyList<PreparedFile> Prepare(GoldenCase golden, string output)
    {
        var raw = golden["raw"];
        if (FolderWith(raw, "train_annotations.json") is { } vidStg)
        {
            var vidOr = Directory.GetDirectories(raw, "training", SearchOption.AllDirectories).Select(Path.GetDirectoryName).First()!;
            return VidStgPreparation.Prepare(vidOr, vidStg, output);
        }

        var videos = Directory.GetDirectories(raw, "video", SearchOption.AllDirectories).Select(Path.GetDirectoryName).First()!;
        return FolderWith(raw, "trainv2.json") is { } second
            ? HcStvgPreparation.Prepare(videos, second, output, v2: true)
            : HcStvgPreparation.Prepare(videos, FolderWith(raw, "train.json")!, output);
    }

    private static string? FolderWith(string root, string file) => Directory.GetFiles(root, file, SearchOption.AllDirectories).Select(Path.GetDirectoryName).FirstOrDefault();

    private static void Compare(string expectedFile, string actualFile, IReadOnlyList<PreparedFile> made, Comparison comparison)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(expectedFile));
        using var actual = JsonDocument.Parse(File.ReadAllBytes(actualFile));
        comparison.SameJson("content", Path.GetFileName(expectedFile), expected.RootElement, actual.RootElement);
        var counted = expected.RootElement is { ValueKind: JsonValueKind.Object } root
            ? root.TryGetProperty("videos", out var videos) ? videos.GetArrayLength() : root.EnumerateObject().Count()
            : expected.RootElement.GetArrayLength();
        comparison.Same("counts", Path.GetFileName(expectedFile), counted, made.Single(file => string.Equals(file.Path, actualFile, StringComparison.Ordinal)).Videos);
    }
}
