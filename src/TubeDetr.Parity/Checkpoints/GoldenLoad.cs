using System.Text.Json;
using TubeDetr.Model;
using TubeDetr.Model.Text;
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
        using var file = CheckpointTree.Open(golden[name]);
        var root = (PickleDict)file.Root;
        using var model = new TubeDetrModel(OptionMapping.ForModel(GoldenModel.Options(name, args)), TextOf(root.Dict(OriginalKeys.Model)!.Tensors()));
        var trained = model.State.Where(entry => entry.Trains).ToLookup(entry => entry.Group, entry => (string?)entry.Name);
        foreach (var (group, i) in groups.EnumerateArray().Select((group, i) => (group, i)))
        {
            comparison.SameList("optimizer order", $"group {i} of {name}", [.. group.EnumerateArray().Select(parameter => parameter.GetString())], [.. trained[i]]);
        }

        CompareMoments(name, root.Dict(OriginalKeys.Optimizer)!, model, comparison);
    }

    // The state that the optimiser kept under a number has the shape of the parameter to which we give it.
    private static void CompareMoments(string name, PickleDict optimizer, TubeDetrModel model, Comparison comparison)
    {
        var state = model.State.Where(entry => entry.Trains).ToDictionary(entry => entry.Name, entry => entry.Tensor.shape, StringComparer.Ordinal);
        var moments = StoredOptimizer.Read(optimizer, ParameterNumbering.Groups(state.Keys));
        comparison.Same("optimizer state", $"parameters of {name} with moments", ((PickleDict)optimizer.Find("state")!).Items.Values.Cast<PickleDict>().Count(kept => kept.Items.Values.Any(value => value is StoredTensor)), moments.Count);
        foreach (var (parameter, kept) in moments)
        {
            comparison.SameList("optimizer state", parameter, state[parameter], kept.First.Shape);
        }
    }

    // The encoder that has weights of these shapes; the number of heads does not show in them.
    private static RobertaConfig TextOf(IReadOnlyDictionary<string, StoredTensor> state)
    {
        const string Text = "transformer.text_encoder.";
        var words = state[Text + "embeddings.word_embeddings.weight"].Shape;
        return new()
        {
            VocabSize = (int)words[0],
            HiddenSize = (int)words[1],
            NumAttentionHeads = 1,
            NumHiddenLayers = state.Keys.Count(name => name.StartsWith(Text, StringComparison.Ordinal) && name.EndsWith(".intermediate.dense.bias", StringComparison.Ordinal)),
            IntermediateSize = (int)state[Text + "encoder.layer.0.intermediate.dense.bias"].Shape[0],
            MaxPositionEmbeddings = (int)state[Text + "embeddings.position_embeddings.weight"].Shape[0],
        };
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
