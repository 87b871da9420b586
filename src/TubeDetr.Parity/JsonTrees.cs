using System.Globalization;
using System.Text.Json;

namespace TubeDetr.Parity;

/// <summary>Compares JSON values whose numbers may differ a little.</summary>
internal static class JsonTrees
{
    /// <summary>Same names, lengths and words; numbers within the tolerance.</summary>
    /// <param name="comparison">Where it is recorded.</param>
    /// <param name="quantity">What is compared.</param>
    /// <param name="where">What these values are.</param>
    /// <param name="expected">The original's.</param>
    /// <param name="actual">Ours.</param>
    /// <param name="tolerance">Of each number.</param>
    public static void NearTree(this Comparison comparison, string quantity, string where, JsonElement expected, JsonElement actual, double tolerance)
    {
        switch (expected.ValueKind, actual.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                NearObject(comparison, quantity, where, expected, actual, tolerance);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                comparison.Same(quantity, $"length of {where}", expected.GetArrayLength(), actual.GetArrayLength());
                foreach (var (i, (wanted, found)) in expected.EnumerateArray().Zip(actual.EnumerateArray()).Index())
                {
                    comparison.NearTree(quantity, string.Create(CultureInfo.InvariantCulture, $"{where}[{i}]"), wanted, found, tolerance);
                }

                break;
            case (JsonValueKind.Number, JsonValueKind.Number):
                comparison.Near(quantity, where, expected.GetDouble(), actual.GetDouble(), tolerance);
                break;
            default:
                comparison.SameJson(quantity, where, expected, actual);
                break;
        }
    }

    private static void NearObject(Comparison comparison, string quantity, string where, JsonElement expected, JsonElement actual, double tolerance)
    {
        comparison.Same(quantity, $"names in {where}", Names(expected), Names(actual));
        foreach (var wanted in expected.EnumerateObject())
        {
            if (actual.TryGetProperty(wanted.Name, out var found))
            {
                comparison.NearTree(quantity, $"{where}.{wanted.Name}", wanted.Value, found, tolerance);
            }
        }
    }

    private static string Names(JsonElement value) => string.Join(' ', value.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
}
