using System.IO.Hashing;
using System.Text;
using TorchSharp;
using TubeDetr.Model;

namespace TubeDetr.Training.Tests.Golden;

/// <summary>The rule by which both sides of a golden case fill their weights; see section 1 of tests/Golden/README.md.</summary>
internal static class GoldenWeights
{
    public static void Fill(TubeDetrModel model)
    {
        using var noGradient = torch.no_grad();
        foreach (var entry in model.State.Where(entry => !IsConstructed(entry.Name)))
        {
            var values = new float[entry.Tensor.numel()];
            var seed = (ulong)Crc32.HashToUInt32(Encoding.UTF8.GetBytes(entry.Name)) << 32;
            var shape = entry.Tensor.shape;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Value(entry.Name, shape, Unit(seed + (ulong)i));
            }

            using var filled = torch.tensor(values).view(shape);
            entry.Tensor.copy_(filled);
        }
    }

    private static bool IsConstructed(string name) => name is "transformer.time_embed.te" or "transformer.text_encoder.embeddings.position_ids";

    private static float Unit(ulong x)
    {
        var z = x + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (float)(((z >> 40) * Math.Pow(2, -23)) - 1);
    }

    private static float Value(string name, long[] shape, float u) => name switch
    {
        _ when Ends(name, ".running_var") => 1 + (0.5f * Math.Abs(u)),
        _ when Ends(name, ".running_mean") => 0.1f * u,
        _ when shape.Length == 1 && IsLastNorm(name) => 0.5f + (0.1f * u),
        _ when shape.Length == 1 && Ends(name, ".weight") => 1 + (0.1f * u),
        _ when shape.Length <= 1 => 0.05f * u,
        _ when Ends(name, "_embeddings.weight") => 0.05f * u,
        _ when Ends(name, "query_embed.weight") || Ends(name, "row_embed.weight") || Ends(name, "col_embed.weight") || Ends(name, "time_embed.weight") => 0.5f * u,
        _ => (float)Math.Sqrt(6.0 / (shape.Aggregate(1L, (a, b) => a * b) / shape[0])) * u,
    };

    // The goldens of training use resnet18, whose residual blocks end with bn2.
    private static bool IsLastNorm(string name) => name.StartsWith("backbone.0.body.layer", StringComparison.Ordinal) && Ends(name, ".bn2.weight");

    private static bool Ends(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);
}
