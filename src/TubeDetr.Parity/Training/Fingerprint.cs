using System.Text.Json;
using TorchSharp;

namespace TubeDetr.Parity.Training;

/// <summary>A tensor in a few numbers, in double precision: sum, sum of squares and the first values, row by row.</summary>
internal sealed record Fingerprint(double Sum, double Squares, double[] First)
{
    private const int Values = 4;

    public static Fingerprint Of(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var flat = tensor.detach().cpu().flatten().to(torch.ScalarType.Float64);
        return new(flat.sum().item<double>(), flat.square().sum().item<double>(), [.. flat.narrow(0, 0, Math.Min(Values, flat.numel())).data<double>()]);
    }

    public static Fingerprint Of(JsonElement numbers) => new(numbers[0].GetDouble(), numbers[1].GetDouble(), [.. numbers.EnumerateArray().Skip(2).Select(number => number.GetDouble())]);
}
