using System.Text.Json;
using TubeDetr.Model;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Parity.Checkpoints;

/// <summary>What <c>load</c> makes of a file, and the order in which an optimiser numbers the parameters.</summary>
internal static class GoldenLoad
{
    private const string Tiny = "fwd-base-tiny";

    // Sines and cosines that no file brings; the forward cases compare them, with a tolerance for the last bit.
    private const string Constructed = "transformer.time_embed.te";

    /// <summary>Loads the file into the model of the smallest case, filled by the rule, as the manifest's facts were made.</summary>
    public static void Compare(GoldenCase golden, string name, JsonProperty fact, Comparison comparison)
    {
        using var tiny = golden.Neighbour(Tiny);
        using var model = GoldenModel.Build(tiny);
        var report = WeightFile.LoadModel(model, golden[name]);
        switch (fact.Name)
        {
            case "missing_keys_without_backbone":
                CompareNames(comparison, $"missing in {name}", fact.Value, report.Missing.Where(key => !key.StartsWith("backbone.", StringComparison.Ordinal)));
                break;
            case "unexpected_keys":
                CompareNames(comparison, $"unexpected in {name}", fact.Value, report.Unknown);
                break;
            default:
                CompareState(comparison, model, fact.Value);
                break;
        }
    }

    /// <summary>The trained parameters of each group, in the order of their numbers.</summary>
    public static void CompareGroups(GoldenCase golden, string name, JsonElement args, JsonElement groups, Comparison comparison)
    {
        using var tiny = golden.Neighbour(Tiny);
        using var model = new TubeDetrModel(OptionMapping.ForModel(GoldenModel.Options(name, args)), GoldenModel.Text(tiny));
        var trained = model.State.Where(entry => entry.Trains).ToLookup(entry => entry.Group, entry => (string?)entry.Name);
        foreach (var (group, i) in groups.EnumerateArray().Select((group, i) => (group, i)))
        {
            comparison.SameList("optimizer order", $"group {i} of {name}", [.. group.EnumerateArray().Select(parameter => parameter.GetString())], [.. trained[i]]);
        }

        CompareMoments(golden, name, model, comparison);
    }

    // The state that the optimiser kept under a number has the shape of the parameter to which we give it.
    private static void CompareMoments(GoldenCase golden, string name, TubeDetrModel model, Comparison comparison)
    {
        using var file = CheckpointTree.Open(golden[name]);
        var optimizer = (PickleDict)((PickleDict)file.Root).Find(OriginalKeys.Optimizer)!;
        var state = model.State.Where(entry => entry.Trains).ToDictionary(entry => entry.Name, entry => entry.Tensor.shape, StringComparer.Ordinal);
        var moments = StoredOptimizer.Read(optimizer, ParameterNumbering.Groups(state.Keys));
        comparison.Same("optimizer state", $"parameters of {name} with moments", ((PickleDict)optimizer.Find("state")!).Items.Values.Cast<PickleDict>().Count(kept => kept.Items.Values.Any(value => value is StoredTensor)), moments.Count);
        foreach (var (parameter, kept) in moments)
        {
            comparison.SameList("optimizer state", parameter, state[parameter], kept.First.Shape);
        }
    }

    private static void CompareState(Comparison comparison, TubeDetrModel model, JsonElement expected)
    {
        var state = model.State.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        foreach (var entry in expected.EnumerateArray())
        {
            var key = entry.GetProperty("name").GetString()!;
            comparison.Holds("loaded model names", key, state.ContainsKey(key));
            if (state.TryGetValue(key, out var tensor) && key is not Constructed)
            {
                GoldenFingerprint.Compare(comparison, "loaded model", key, entry, tensor);
            }
        }
    }

    private static void CompareNames(Comparison comparison, string where, JsonElement expected, IEnumerable<string> found) => comparison.SameList(
        "names", where, [.. expected.EnumerateArray().Select(key => key.GetString()!).Order(StringComparer.Ordinal)], [.. found.Order(StringComparer.Ordinal)]);
}
