using TorchSharp;
using TubeDetr.Model.Transformer;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Tests.Transformer;

public sealed class AlignedCrossAttentionTests
{
    private const int Width = 24;
    private const int Heads = 3;

    /// <summary>Against the definition: project keys and values, attend, project. Outputs, weights and gradients, with padding.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Forward_FewQueries_EqualsTheDefinition(int count)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(11);
        var attention = new AlignedCrossAttention(Width, Heads, dropout: 0.2);
        attention.Train(on: false);
        var slots = attention.Slots().ToDictionary(s => s.Name, s => s.Slot.Value, StringComparer.Ordinal);
        using (torch.no_grad())
        {
            slots["in_proj_bias"].normal_();
        }

        var (queries, places, memory) = (Leaf(5, count, Width), torch.randn(5, 9, Width), Leaf(5, 9, Width));
        var padding = torch.zeros(5, 9, dtype: torch.@bool);
        padding[2, 4..] = torch.tensor(true);
        var bias = Attention.Bias(padding).unsqueeze(1);
        var direction = torch.randn(5, count, Width);

        var (output, weights) = attention.Forward(queries, (memory + places).transpose(1, 2), memory, bias, withWeights: true);
        var actual = Gradients(output, direction, queries, memory, slots["in_proj_weight"]);
        var (expectedOutput, expectedWeights) = Definition(slots, queries, memory + places, memory, bias);
        var expected = Gradients(expectedOutput, direction, queries, memory, slots["in_proj_weight"]);

        Close.Within("output", expectedOutput.detach(), output, 2e-5);
        Close.Within("weights", expectedWeights.detach(), weights!, 2e-6);
        Assert.All(expected.Zip(actual), pair => Close.Within("gradient", pair.First, pair.Second, 5e-5));
    }

    private static torch.Tensor Leaf(params long[] shape) => torch.randn(shape, requires_grad: true);

    private static torch.Tensor[] Gradients(torch.Tensor output, torch.Tensor direction, params torch.Tensor[] leaves)
    {
        foreach (var leaf in leaves)
        {
            leaf.grad?.zero_();
        }

        (output * direction).sum().backward();
        return [.. leaves.Select(leaf => leaf.grad!.clone())];
    }

    private static (torch.Tensor Output, torch.Tensor Weights) Definition(
        Dictionary<string, torch.Tensor> slots, torch.Tensor queries, torch.Tensor keys, torch.Tensor values, torch.Tensor bias)
    {
        var weights = slots["in_proj_weight"].chunk(3);
        var biases = slots["in_proj_bias"].chunk(3);
        torch.Tensor Split(torch.Tensor x, int part) =>
            functional.linear(x, weights[part], biases[part]).unflatten(2, [Heads, Width / Heads]).transpose(1, 2);
        var scores = torch.matmul(Split(queries, 0), Split(keys, 1).transpose(2, 3)) / Math.Sqrt(Width / Heads);
        var attention = (scores + bias.unsqueeze(1)).softmax(3);
        var seen = torch.matmul(attention, Split(values, 2)).transpose(1, 2).flatten(2);
        return (functional.linear(seen, slots["out_proj.weight"], slots["out_proj.bias"]), attention.mean([1]));
    }
}
