using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Training.Loading;

/// <summary>The model of a checkpoint as it is, for evaluation (<c>--resume</c> with <c>--eval</c> in the original): every name and shape must be equal, or nothing is changed.</summary>
internal static class ResumedWeights
{
    private const int Shown = 10;

    /// <param name="model">Gets the weights.</param>
    /// <param name="path">A checkpoint.</param>
    /// <param name="average">Takes the moving average; where the checkpoint has none, the weights, with a warning.</param>
    /// <param name="log">Gets the warning.</param>
    /// <exception cref="CheckpointException">The file cannot be read or does not fit.</exception>
    public static void Load(TubeDetrModel model, string path, bool average, Action<string> log)
    {
        using var source = WeightSource.Open(path);
        var found = Under(average ? SessionCheckpoint.Average : SessionCheckpoint.Model, source.Entries);
        if (average && found.Count == 0)
        {
            log($"WARNING: {path} keeps no moving average of the weights; the weights themselves are evaluated.");
            found = Under(SessionCheckpoint.Model, source.Entries);
        }

        var state = model.State.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        RequireEqual(path, found, state);
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        try
        {
            foreach (var (name, tensor) in found)
            {
                tensor.ReadInto(state[name]);
            }
        }
        catch (DamagedFileException fault)
        {
            throw fault.About(path);
        }
    }

    private static Dictionary<string, StoredTensor> Under(string prefix, IReadOnlyList<TensorEntry> entries) => entries
        .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Name[prefix.Length..], entry => entry.Tensor, StringComparer.Ordinal);

    private static void RequireEqual(string path, Dictionary<string, StoredTensor> found, Dictionary<string, torch.Tensor> state)
    {
        if (found.Count == 0)
        {
            throw new CheckpointException($"{path} is no checkpoint of a training; use --load for a file of weights.");
        }

        string[] faults =
        [
            .. state.Keys.Where(name => !found.ContainsKey(name)).Select(name => $"{name} is missing"),
            .. found.Keys.Where(name => !state.ContainsKey(name)).Select(name => $"{name} is not in the model"),
            .. found.Where(pair => state.TryGetValue(pair.Key, out var place) && !pair.Value.Shape.SequenceEqual(place.shape))
                .Select(pair => $"{pair.Key} is [{string.Join(", ", pair.Value.Shape)}] instead of [{string.Join(", ", state[pair.Key].shape)}]"),
        ];
        if (faults.Length > 0)
        {
            throw new CheckpointException($"{path} does not fit these options: {string.Join("; ", faults.Take(Shown))}{(faults.Length > Shown ? $"; and {faults.Length - Shown} more" : "")}. Use the options it was trained with, or --load, which takes what fits.");
        }
    }
}
