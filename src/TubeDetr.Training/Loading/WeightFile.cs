using TubeDetr.Model;
using TubeDetr.Training.Checkpoints;
using static TorchSharp.torch;

namespace TubeDetr.Training.Loading;

/// <summary>
/// Starts a model from the weights of a file: a checkpoint of ours, a <c>.pth</c> of the original, or any state dict. Not strict about names, strict about shapes, as the original's <c>load</c>;
/// nothing is changed unless every shape fits. Tensors are read straight into the model.
/// </summary>
internal static class WeightFile
{
    private const string TimeEncoding = "transformer.time_embed.te";
    private const string Queries = "query_embed.weight";
    private const string TextEncoder = "transformer.text_encoder.";
    private const string Body = "backbone.0.body.";

    // Above, the original takes a file's queries as they are.
    private const int FewQueries = 100;

    /// <summary>The moving average where the file has one, else its weights; of many object queries the first; never its time encodings.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, shapes differ, or no name fits.</exception>
    public static LoadReport LoadModel(TubeDetrModel model, string path)
    {
        using var source = WeightSource.Open(path);
        var prefix = Array.Find([SessionCheckpoint.Average, SessionCheckpoint.Model, ""], prefix => source.Entries.Any(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)))!;
        return Load(path, source, State(model, ""), name => name.StartsWith(prefix, StringComparison.Ordinal) && name[prefix.Length..] is not TimeEncoding ? name[prefix.Length..] : null);
    }

    /// <summary>Weights of a RoBERTa encoder under Hugging Face's names, with or without <c>roberta.</c> before them.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, shapes differ, or no name fits.</exception>
    public static LoadReport LoadTextEncoder(TubeDetrModel model, string path)
    {
        using var source = WeightSource.Open(path);
        return Load(path, source, State(model, TextEncoder), name => TextEncoder + (name.StartsWith("roberta.", StringComparison.Ordinal) ? name["roberta.".Length..] : name));
    }

    /// <summary>Weights of a ResNet under torchvision's names; its classifier <c>fc</c> is left out.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, shapes differ, or it lacks a name.</exception>
    public static LoadReport LoadBackbone(TubeDetrModel model, string path)
    {
        using var source = WeightSource.Open(path);
        var report = Load(path, source, State(model, Body), name => name.StartsWith("fc.", StringComparison.Ordinal) ? null : Body + name);
        return report.Missing.Count == 0
            ? report
            : throw new CheckpointException($"{path} is not the backbone that the options describe: it lacks {Listing(report.Missing)}. Give the ResNet named by backbone, as torchvision saves it.");
    }

    private static Dictionary<string, Tensor> State(TubeDetrModel model, string prefix) => model.State
        .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);

    private static LoadReport Load(string path, WeightSource source, Dictionary<string, Tensor> state, Func<string, string?> nameOf)
    {
        var named = source.Entries.Select(entry => (Name: nameOf(entry.Name), entry.Tensor)).Where(pair => pair.Name is not null).Select(pair => (Name: pair.Name!, pair.Tensor)).ToArray();
        var wanted = named.Where(pair => state.ContainsKey(pair.Name)).ToArray();
        RequireShapes(path, wanted, state);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        try
        {
            foreach (var (name, tensor) in wanted)
            {
                var place = state[name];
                (name is Queries ? tensor.FirstRows(place.shape[0]) : tensor).ReadInto(place);
            }
        }
        catch (DamagedFileException fault)
        {
            throw fault.About(path);
        }

        var loaded = wanted.Select(pair => pair.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. loaded.Order(StringComparer.Ordinal)],
            [.. state.Keys.Where(name => !loaded.Contains(name))],
            [.. named.Select(pair => pair.Name).Where(name => !state.ContainsKey(name) && !IsCounter(name))]);
    }

    // Batch norms count batches; frozen ones, and those of other layers, have no use for it.
    private static bool IsCounter(string name) => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    private static void RequireShapes(string path, (string Name, StoredTensor Tensor)[] wanted, Dictionary<string, Tensor> state)
    {
        if (wanted.Length == 0)
        {
            throw new CheckpointException($"{path} holds no weights of this model.");
        }

        string[] faults =
        [
            .. wanted.Where(pair => !Fits(pair.Name, pair.Tensor.Shape, state[pair.Name].shape))
                .Select(pair => $"{pair.Name} is [{string.Join(", ", pair.Tensor.Shape)}] instead of [{string.Join(", ", state[pair.Name].shape)}]"),
        ];
        if (faults.Length > 0)
        {
            throw new CheckpointException($"{path} does not fit these options: {Listing(faults, "; ")}.");
        }
    }

    private static bool Fits(string name, IReadOnlyList<long> found, long[] wanted) =>
        found.SequenceEqual(wanted) || (name is Queries && wanted[0] < FewQueries && found.Count == 2 && found[0] > wanted[0] && found[1] == wanted[1]);

    private static string Listing(IReadOnlyCollection<string> items, string separator = ", ") =>
        string.Join(separator, items.Take(20)) + (items.Count > 20 ? $"{separator}and {items.Count - 20} more" : "");
}
