using TorchSharp;
using TubeDetr.Model.Losses;
using TubeDetr.Model.Tests.Golden;

namespace TubeDetr.Model.Tests.Losses;

/// <summary>Every part of the loss, and its gradients, against the original.</summary>
public sealed class CriterionGoldenTests
{
    public static TheoryData<string> Cases => GoldenFolders.Names("crit-");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_LayersOfCase_EqualsOriginal(string name)
    {
        using var golden = new GoldenCase(GoldenFolders.Named(name));
        using var scope = torch.NewDisposeScope();
        var layers = Layers(golden, trained: false);
        var terms = Criterion(golden).Forward(Output(layers), golden["target_boxes"], golden.InterIdx, golden["time_mask"]);

        var expected = golden.Json.GetProperty("loss").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble(), StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), terms.Names.Order(StringComparer.Ordinal));
        var values = terms.Values.data<float>().ToArray();
        foreach (var (term, value) in terms.Names.Zip(values))
        {
            Assert.True(Math.Abs(value - expected[term]) <= 2e-6, $"{term} is {value}, not {expected[term]}.");
        }

        var weighted = terms.Names.Select((term, i) => Criterion(golden).Weights[term] * values[i]).Sum();
        Assert.Equal(weighted, terms.Total.item<float>(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_UnweightedSum_HasGradientsOfOriginal(string name)
    {
        using var golden = new GoldenCase(GoldenFolders.Named(name));
        using var scope = torch.NewDisposeScope();
        var layers = Layers(golden, trained: true);
        Criterion(golden).Forward(Output(layers), golden["target_boxes"], golden.InterIdx, golden["time_mask"]).Values.sum().backward();

        for (var i = 0; i < layers.Length; i++)
        {
            Gradient(golden, $"layer{i}.pred_boxes", layers[i].PredBoxes);
            Gradient(golden, $"layer{i}.pred_sted", layers[i].PredSted!);
            Gradient(golden, $"layer{i}.weights", layers[i].Weights!);
        }
    }

    private static void Gradient(GoldenCase golden, string name, torch.Tensor tensor) =>
        Close.Within(name, golden[$"{name}.grad_of_unweighted_sum"], tensor.grad!, 2e-6, 2e-5);

    private static ModelOutput[] Layers(GoldenCase golden, bool trained) =>
    [
        .. Enumerable.Range(0, golden.Json.GetProperty("n_layers").GetInt32()).Select(i => new ModelOutput(
            golden[$"layer{i}.pred_boxes"].requires_grad_(trained), golden[$"layer{i}.pred_sted"].requires_grad_(trained),
            golden[$"layer{i}.weights"].requires_grad_(trained), null, [])),
    ];

    private static ModelOutput Output(ModelOutput[] layers) => layers[^1] with { Auxiliary = layers[..^1] };

    private static TubeDetrCriterion Criterion(GoldenCase golden) => new(new TubeDetrOptions
    {
        DecLayers = golden.Json.GetProperty("n_layers").GetInt32(),
        Sigma = golden.Json.GetProperty("sigma").GetDouble(),
    });
}
