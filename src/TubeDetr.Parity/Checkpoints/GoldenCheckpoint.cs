using System.Globalization;
using System.Text.Json;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Parity.Checkpoints;

/// <summary>One file of the manifest; every fact that the manifest states of it is compared, and a fact that is not known here fails.</summary>
internal sealed class GoldenCheckpoint(GoldenCase golden, JsonElement file, Comparison comparison)
{
    private readonly string name = file.GetProperty("file").GetString()!;

    public void Compare()
    {
        using var opened = PyTorchFile.Open(golden[name]);
        var root = (PickleDict)opened.Root;
        foreach (var fact in file.EnumerateObject())
        {
            Compare(fact, root);
        }

        GoldenRoundTrip.Compare(comparison, golden[name]);
    }

    private void Compare(JsonProperty fact, PickleDict root)
    {
        switch (fact.Name)
        {
            case "file" or "note" or "train_batches" or "steps_done" or "top_level" or "load_into":
                break;
            case "model":
                GoldenFingerprint.CompareAll(comparison, "model", fact.Value, Tensors(root.Find("model") ?? root));
                break;
            case "model_ema":
                CompareAverage(fact.Value, root.Find("model_ema"));
                break;
            case "top_level_keys":
                comparison.SameList("keys", name, Texts(fact.Value), [.. root.Items.Keys.Select(key => (string?)key)]);
                break;
            case "epoch" or "args":
                comparison.SameJson(fact.Name, name, fact.Value, Json(root.Find(fact.Name)));
                break;
            case "plain_values":
                foreach (var value in fact.Value.EnumerateObject())
                {
                    comparison.SameJson("plain values", $"{value.Name} of {name}", value.Value, Json(root.Find(value.Name)));
                }

                break;
            case "big" or "bytes_hex":
                comparison.SameJson("plain values", $"{fact.Name} of {name}", fact.Value, Json(root.Find(fact.Name.Split('_')[0])));
                break;
            case "shares_storage":
                CompareSharing(fact.Value, Tensors(root.Find("model")!));
                break;
            case "optimizer":
                GoldenOptimizer.Compare(comparison, name, fact.Value, (PickleDict)root.Find("optimizer")!);
                break;
            case "missing_keys_without_backbone" or "unexpected_keys" or "result_after_load_into_filled_model":
                GoldenLoad.Compare(golden, name, fact, comparison);
                break;
            case "optimizer_param_names_by_group":
                GoldenLoad.CompareGroups(golden, name, file.GetProperty("args"), fact.Value, comparison);
                break;
            default:
                comparison.Holds("completeness", $"nothing of ours is compared with {fact.Name} of {name}", holds: false);
                break;
        }
    }

    private void CompareAverage(JsonElement expected, object? found)
    {
        if (expected.ValueKind is JsonValueKind.Null)
        {
            comparison.Holds("average", $"{name} has none", found is null or PickleNone);
            return;
        }

        GoldenFingerprint.CompareAll(comparison, "average", expected, Tensors(found!));
    }

    private void CompareSharing(JsonElement groups, IReadOnlyList<(string Name, StoredTensor Tensor)> tensors)
    {
        var found = tensors.GroupBy(entry => entry.Tensor.StorageKey, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => string.Join(' ', group.Select(entry => entry.Name).Order(StringComparer.Ordinal)));
        var expected = groups.EnumerateArray().Select(group => string.Join(' ', Texts(group).Order(StringComparer.Ordinal)));
        comparison.SameList("shared storages", name, [.. expected.Order(StringComparer.Ordinal)], [.. found.Order(StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<(string Name, StoredTensor Tensor)> Tensors(object dict) =>
        [.. ((PickleDict)dict).Items.Where(pair => pair.Value is StoredTensor).Select(pair => (Convert.ToString(pair.Key, CultureInfo.InvariantCulture)!, (StoredTensor)pair.Value))];

    private static IReadOnlyList<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString())];

    private static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(PickleJson.Of(value ?? PickleNone.Value));
}
