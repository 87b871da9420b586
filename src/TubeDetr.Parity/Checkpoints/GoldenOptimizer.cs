using System.Globalization;
using System.Text.Json;
using TorchSharp;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Parity.Checkpoints;

/// <summary>The state of an optimiser, value by value: tensors by their fingerprints, the rest as JSON.</summary>
internal static class GoldenOptimizer
{
    public static void Compare(Comparison comparison, string name, JsonElement expected, PickleDict optimizer)
    {
        comparison.SameJson("param_groups", name, expected.GetProperty("param_groups"), Json(optimizer.Find("param_groups")!));
        var state = ((PickleDict)optimizer.Find("state")!).Items.ToDictionary(pair => Convert.ToString(pair.Key, CultureInfo.InvariantCulture)!, pair => (PickleDict)pair.Value, StringComparer.Ordinal);
        var parameters = expected.GetProperty("state").EnumerateObject().ToArray();
        comparison.SameList("optimizer names", name, [.. parameters.Select(parameter => parameter.Name)], [.. state.Keys]);
        foreach (var parameter in parameters.Where(parameter => state.ContainsKey(parameter.Name)))
        {
            var slots = state[parameter.Name];
            comparison.Same("optimizer names", $"slots of {parameter.Name} of {name}", parameter.Value.EnumerateObject().Count(), slots.Items.Count);
            foreach (var slot in parameter.Value.EnumerateObject())
            {
                Compare(comparison, $"{slot.Name} of {parameter.Name} of {name}", slot.Value, slots.Find(slot.Name));
            }
        }
    }

    private static void Compare(Comparison comparison, string where, JsonElement expected, object? found)
    {
        if (found is not StoredTensor tensor)
        {
            comparison.SameJson("optimizer", where, expected, Json(found ?? "missing"));
            return;
        }

        GoldenFingerprint.Compare(comparison, "optimizer", where, expected, tensor);
        if (expected.TryGetProperty("value", out var value))
        {
            using var scalar = torch.empty([.. tensor.Shape], tensor.Type);
            tensor.ReadInto(scalar);
            comparison.Near("optimizer values", where, value.GetDouble(), scalar.to(torch.ScalarType.Float64).item<double>(), 0);
        }
    }

    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(PickleJson.Of(value));
}
