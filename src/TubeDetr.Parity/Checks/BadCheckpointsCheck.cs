using System.Text.Json;
using TubeDetr.Parity.Checkpoints;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;

namespace TubeDetr.Parity.Checks;

/// <summary><c>checkpoints-bad</c>: hostile and broken files are refused with one sentence that names the file, without much memory; sound ones among them are read.</summary>
public sealed class BadCheckpointsCheck : ParityCheck
{
    private const long MostBytes = 32 << 20;

    /// <inheritdoc/>
    public override string Prefix => "checkpoints-bad";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(golden["manifest.json"]));
        var listed = new HashSet<string>(StringComparer.Ordinal) { "manifest.json" };
        foreach (var (list, open) in new (string, Action<string, JsonElement, Comparison>)[] { ("torch_files", OpenTorch), ("safetensors", OpenSafetensors) })
        {
            if (!manifest.RootElement.TryGetProperty(list, out var files))
            {
                continue;
            }

            foreach (var file in files.EnumerateArray())
            {
                var name = file.GetProperty("file").GetString()!;
                listed.Add(name);
                Check(golden[name], file, comparison, open);
            }
        }

        foreach (var path in Directory.EnumerateFiles(golden.Folder))
        {
            comparison.Holds("completeness", $"{Path.GetFileName(path)} is in the manifest", listed.Contains(Path.GetFileName(path)));
        }
    }

    private static void Check(string path, JsonElement file, Comparison comparison, Action<string, JsonElement, Comparison> open)
    {
        if (file.GetProperty("expect").GetString()!.StartsWith("loads", StringComparison.Ordinal))
        {
            open(path, file, comparison);
            return;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var sentence = Refusal(path, file, comparison, open);
        comparison.Holds("refused", sentence is null ? $"{path} was opened" : path, sentence is not null);
        comparison.Holds("sentence", $"{path}: {sentence}", sentence?.Contains(path, StringComparison.Ordinal) == true && !sentence.Contains('\n', StringComparison.Ordinal) && sentence.EndsWith('.'));
        comparison.Holds("memory", path, GC.GetAllocatedBytesForCurrentThread() - before < MostBytes);
    }

    private static string? Refusal(string path, JsonElement file, Comparison comparison, Action<string, JsonElement, Comparison> open)
    {
        try
        {
            open(path, file, comparison);
            return null;
        }
        catch (CheckpointException refusal)
        {
            return refusal.Message;
        }
    }

    private static void OpenTorch(string path, JsonElement expected, Comparison comparison)
    {
        using var file = PyTorchFile.Open(path);
        if (expected.TryGetProperty("tensors", out var tensors))
        {
            GoldenFingerprint.CompareAll(comparison, "sound files", tensors, [.. file.Entries.Select(entry => (entry.Name, entry.Tensor))]);
        }
    }

    private static void OpenSafetensors(string path, JsonElement expected, Comparison comparison)
    {
        using var file = SafetensorsFile.Open(path);
        if (expected.TryGetProperty("tensors", out var tensors))
        {
            var found = file.Entries.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
            GoldenFingerprint.CompareAll(comparison, "sound files", tensors, [.. tensors.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!).Where(found.ContainsKey).Select(name => (name, found[name]))]);
            comparison.Same("sound files", $"tensors of {path}", tensors.GetArrayLength(), found.Count);
        }

        if (expected.TryGetProperty("metadata", out var metadata))
        {
            comparison.SameJson("sound files", $"metadata of {path}", metadata, JsonSerializer.SerializeToElement(file.Header.Metadata));
        }
    }
}
