using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharp;
using TubeDetr.Model;

namespace TubeDetr.Parity;

/// <summary>The rule by which both sides of a golden case make their weights (README of the golden cases, section 1).</summary>
public static partial class WeightFill
{
    /// <summary>Gives every parameter and buffer the value that the rule gives its name and place.</summary>
    public static void Fill(TubeDetrModel model)
    {
        var lastNorm = model.State.Any(e => e.Name.EndsWith(".bn3.weight", StringComparison.Ordinal)) ? ".bn3.weight" : ".bn2.weight";
        using var noGrad = torch.no_grad();
        foreach (var entry in model.State.Where(e => !Left(e.Name)))
        {
            using var values = torch.tensor(Values(entry.Name, entry.Tensor.shape, lastNorm)).reshape(entry.Tensor.shape);
            entry.Tensor.copy_(values);
        }
    }

    /// <summary>Values of one entry of the state dict, row by row.</summary>
    /// <param name="name">Name in the state dict.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="lastNorm">How the last norm of a residual block ends: <c>.bn2.weight</c> or <c>.bn3.weight</c>.</param>
    public static float[] Values(string name, long[] shape, string lastNorm)
    {
        var seed = (ulong)Crc32.HashToUInt32(Encoding.UTF8.GetBytes(name)) << 32;
        var map = Rule(name, shape, lastNorm);
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = map(Uniform(seed + (ulong)i));
        }

        return values;
    }

    private static bool Left(string name) => name is "transformer.time_embed.te" or "transformer.text_encoder.embeddings.position_ids";

    private static float Uniform(ulong x)
    {
        var z = x + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (float)(((z >> 40) / 8388608.0) - 1);
    }

    private static Func<float, float> Rule(string name, long[] shape, string lastNorm)
    {
        if (name.EndsWith(".running_var", StringComparison.Ordinal))
        {
            return u => 1 + (0.5f * Math.Abs(u));
        }

        if (name.EndsWith(".running_mean", StringComparison.Ordinal))
        {
            return u => 0.1f * u;
        }

        if (shape.Length <= 1)
        {
            return !name.EndsWith(".weight", StringComparison.Ordinal) || shape.Length == 0 ? u => 0.05f * u
                : name.StartsWith("backbone.", StringComparison.Ordinal) && name.EndsWith(lastNorm, StringComparison.Ordinal) ? u => 0.5f + (0.1f * u) : u => 1 + (0.1f * u);
        }

        if (name.EndsWith("_embeddings.weight", StringComparison.Ordinal))
        {
            return u => 0.05f * u;
        }

        if (Embed().IsMatch(name))
        {
            return u => 0.5f * u;
        }

        var root = (float)Math.Sqrt(6.0 / (shape.Skip(1).Aggregate(1L, (a, b) => a * b)));
        return u => root * u;
    }

    [GeneratedRegex(@"(query_embed|row_embed|col_embed|time_embed)\.weight$", RegexOptions.ExplicitCapture)]
    private static partial Regex Embed();
}
