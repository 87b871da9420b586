using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Training.Checkpoints;
using static TorchSharp.torch;

namespace TubeDetr.Training.Loading;

/// <summary>
/// Starts a model from the weights of a file: a checkpoint of ours, of which the moving average is taken where there is one, or any safetensors file. Not strict about names, strict
/// about shapes, as the original's <c>load</c>; nothing is changed unless everything could be read.
/// </summary>
internal static class WeightFile
{
    private const string TimeEncoding = "transformer.time_embed.te";
    private const string Queries = "query_embed.weight";
    private const string TextEncoder = "transformer.text_encoder.";

    /// <exception cref="CheckpointException">The file cannot be read, shapes differ, or no name fits.</exception>
    public static LoadReport LoadModel(TubeDetrModel model, string path)
    {
        var state = model.State.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        return Load(path, state, ChooseNames);
    }

    /// <summary>Weights of a RoBERTa encoder under Hugging Face's names, with or without <c>roberta.</c> before them.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, shapes differ, or no name fits.</exception>
    public static LoadReport LoadTextEncoder(TubeDetrModel model, string path)
    {
        var state = model.State
            .Where(entry => entry.Name.StartsWith(TextEncoder, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        return Load(path, state, _ => name => TextEncoder + (name.StartsWith("roberta.", StringComparison.Ordinal) ? name["roberta.".Length..] : name));
    }

    // Which tensors of a file are weights, and how the model calls them; null for the others.
    private static Func<string, string?> ChooseNames(SafetensorsHeader header)
    {
        var prefix = Array.Find([SessionCheckpoint.Average, SessionCheckpoint.Model, ""], prefix => header.Entries.Any(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)))!;
        return name => name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..] is not TimeEncoding ? name[prefix.Length..] : null;
    }

    private static LoadReport Load(string path, Dictionary<string, Tensor> state, Func<SafetensorsHeader, Func<string, string?>> naming)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var file = Open(path);
        var reader = CheckpointReader.Open(file);
        var nameOf = naming(reader.Header);
        var wanted = reader.Header.Entries.Where(entry => nameOf(entry.Name) is { } name && state.ContainsKey(name)).ToDictionary(entry => entry.Name, entry => nameOf(entry.Name)!, StringComparer.Ordinal);
        RequireShapes(path, reader.Header, wanted, state);
        var read = wanted.ToDictionary(pair => pair.Key, pair => (Name: pair.Value, Tensor: Staging(reader.Header, pair.Key)), StringComparer.Ordinal);
        reader.Read(entry => read.TryGetValue(entry.Name, out var place) ? place.Tensor.alias() : null);
        foreach (var (name, tensor) in read.Values)
        {
            state[name].copy_(name is Queries ? tensor.narrow(0, 0, state[name].shape[0]) : tensor);
        }

        var unknown = reader.Header.Entries.Select(entry => nameOf(entry.Name)).Where(name => name is not null && !state.ContainsKey(name)).Select(name => name!);
        var loaded = wanted.Values.ToHashSet(StringComparer.Ordinal);
        return new([.. loaded.Order(StringComparer.Ordinal)], [.. state.Keys.Where(name => !loaded.Contains(name) && name is not TimeEncoding)], [.. unknown]);
    }

    private static Tensor Staging(SafetensorsHeader header, string name)
    {
        var entry = header.Entries.First(entry => entry.Name.Equals(name, StringComparison.Ordinal));
        return empty([.. entry.Shape], entry.Type);
    }

    private static void RequireShapes(string path, SafetensorsHeader header, Dictionary<string, string> wanted, Dictionary<string, Tensor> state)
    {
        if (wanted.Count == 0)
        {
            throw new CheckpointException($"{path} holds no weights of this model.");
        }

        var faults = header.Entries
            .Where(entry => wanted.TryGetValue(entry.Name, out var name) && !Fits(name, entry.Shape, state[name].shape))
            .Select(entry => $"{wanted[entry.Name]} is [{string.Join(", ", entry.Shape)}] instead of [{string.Join(", ", state[wanted[entry.Name]].shape)}]")
            .ToArray();
        if (faults.Length > 0)
        {
            throw new CheckpointException($"{path} does not fit these options: {string.Join("; ", faults.Take(20))}{(faults.Length > 20 ? $"; and {faults.Length - 20} more" : "")}.");
        }
    }

    // Of many queries the first are taken.
    private static bool Fits(string name, IReadOnlyList<long> found, long[] wanted) =>
        found.SequenceEqual(wanted) || (name is Queries && found.Count == 2 && found[0] > wanted[0] && found[1] == wanted[1]);

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The weights {path} cannot be opened: {fault.Message}", fault);
        }
    }
}
