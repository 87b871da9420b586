using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>
/// Values of a pickle as JSON, for people and for comparing: tuples become lists, a <c>Namespace</c> an object of its attributes, what JSON has no word for (bytes, infinities, whole numbers beyond 64
/// bits, inert objects) a string.
/// </summary>
internal static class PickleJson
{
    /// <exception cref="DamagedFileException">Values lie too deep.</exception>
    public static JsonNode? Of(object value, int depth = 0)
    {
        if (depth > PickleLimits.Depth)
        {
            throw new DamagedFileException($"nests values more than {PickleLimits.Depth} levels deep, or a value within itself");
        }

        return value switch
        {
            PickleNone => null,
            bool flag => JsonValue.Create(flag),
            long number => JsonValue.Create(number),
            BigInteger number => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
            double number when double.IsFinite(number) => JsonValue.Create(number),
            double number => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
            byte[] bytes => JsonValue.Create(Convert.ToHexStringLower(bytes)),
            PickleList list => new JsonArray([.. list.Items.Select(item => Of(item, depth + 1))]),
            PickleTuple tuple => new JsonArray([.. tuple.Items.Select(item => Of(item, depth + 1))]),
            PickleDict dict => Object(dict, depth),
            PickleObject { State: PickleDict state } => Object(state, depth),
            StoredTensor tensor => JsonValue.Create(SafetensorsEntry.Describe(tensor.Type, tensor.Shape)),
            _ => JsonValue.Create(value.ToString()),
        };
    }

    private static JsonObject Object(PickleDict dict, int depth)
    {
        var result = new JsonObject();
        foreach (var (key, value) in dict.Items)
        {
            result[Convert.ToString(key, CultureInfo.InvariantCulture) ?? ""] = Of(value, depth + 1);
        }

        return result;
    }
}
