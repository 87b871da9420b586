using System.Text.Json;
using TorchSharp;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Tests.Golden;

namespace TubeDetr.Training.Tests.Learning;

public sealed class LearnerTests
{
    public static TheoryData<string> Cases => GoldenCase.Names("train-") is var all ? [.. all.Select(row => row.Data).Where(name => name is not "train-batches")] : [];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_BatchesOfTheOriginal_GivesItsNumbers(string name)
    {
        using var scope = torch.NewDisposeScope();
        var training = new GoldenTraining(GoldenCase.Named(name));
        using var learner = training.Learner;
        var averages = new Averages();
        var step = 0;
        foreach (var expected in training.Steps)
        {
            using var batch = training.Batch(step % training.StepsPerEpoch);
            var (losses, norm, _) = learner.Step(batch, step);

            Assert.Equal(expected.GetProperty("lr_used").EnumerateArray().Select(lr => lr.GetDouble()), Numbers(learner.Schedule.For(step)));
            AssertLosses(expected, losses);
            AssertGradients(expected, learner, norm, training.Options.ClipMaxNorm);
            AssertValues(expected.GetProperty("param"), Weights(learner), step, training.Options.Lr, name);
            if (training.Options.Ema)
            {
                AssertValues(expected.GetProperty("ema"), AveragedWeights(learner), step, training.Options.Lr, name);
            }

            averages.Add(losses.Named());
            step++;
        }

        AssertAverages(GoldenCase.Named(name).Json.GetProperty("averaged_stats")[0], averages, step == training.StepsPerEpoch);
        Assert.True(step > 1);
    }

    [Fact]
    public void Step_LossIsNoNumber_SaysWhereAndLeavesTheWeights()
    {
        using var scope = torch.NewDisposeScope();
        var training = new GoldenTraining(GoldenCase.Named("train-adamw-ema"));
        using var learner = training.Learner;
        using var batch = training.Batch(0);
        var weight = learner.State.Single(entry => entry.Name is "query_embed.weight").Tensor.detach();
        learner.State.Single(entry => entry.Name is "bbox_embed.layers.2.bias").Tensor.detach().fill_(float.NaN);
        var before = weight.data<float>().ToArray();

        var fault = Assert.Throws<NonFiniteLossException>(() => learner.Step(batch, 6));

        Assert.Equal(7, fault.Step);
        Assert.Equal(["0-0", "0-1"], fault.VideoIds);
        Assert.True(double.IsNaN(fault.Losses["loss_bbox"]));
        Assert.True(double.IsFinite(fault.Losses["loss_sted"]));
        Assert.StartsWith("The loss of step 7 is not finite (videos 0-0, 0-1; loss_bbox NaN, ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, weight.data<float>().ToArray());
    }

    private static void AssertLosses(JsonElement expected, LossValues losses)
    {
        Near(expected.GetProperty("loss_total").GetDouble(), losses.Total, 5e-4, "loss");
        var parts = expected.GetProperty("loss_unscaled").EnumerateObject().ToArray();
        Assert.Equal(parts.Length, losses.Unscaled.Count);
        foreach (var part in parts)
        {
            Near(part.Value.GetDouble(), losses.Unscaled[part.Name], 5e-5, part.Name);
        }
    }

    private static void AssertGradients(JsonElement expected, Learner learner, double norm, double greatest)
    {
        var expectedNorm = expected.GetProperty(expected.GetProperty("grad_norm").ValueKind == JsonValueKind.Null ? "grad_norm_computed" : "grad_norm").GetDouble();
        Near(expectedNorm, norm, 3e-4 * expectedNorm, "gradient norm");
        var scale = greatest > 0 ? Math.Min(1, greatest / (expectedNorm + 1e-6)) : 1;
        var found = learner.Arena.Blocks
            .SelectMany(block => block.Slices.Select(slice => (slice.Name, ParameterBlock.View(block.Gradients, slice))))
            .ToDictionary(pair => pair.Name, pair => pair.Item2, StringComparer.Ordinal);
        foreach (var gradient in expected.GetProperty("grad").EnumerateObject())
        {
            Assert.Equal(gradient.Value.ValueKind != JsonValueKind.Null, found.ContainsKey(gradient.Name));
            if (found.TryGetValue(gradient.Name, out var tensor))
            {
                var first = First(tensor);
                for (var i = 0; i < first.Length; i++)
                {
                    Near(gradient.Value[2 + i].GetDouble() * scale, first[i], 5e-5 * expectedNorm * scale, gradient.Name);
                }
            }
        }
    }

    private static void AssertValues(JsonElement expected, Dictionary<string, torch.Tensor> found, int step, double rate, string name)
    {
        var compared = 0;
        foreach (var value in expected.EnumerateObject())
        {
            var tolerance = HasNoTrueGradient(value.Name) ? 2 * rate * (step + 1) : name.Contains("no-clip", StringComparison.Ordinal) ? 1e-5 : 1e-6;
            var first = First(found[value.Name]);
            for (var i = 0; i < first.Length; i++)
            {
                Near(value.Value[2 + i].GetDouble(), first[i], tolerance, value.Name);
            }

            var count = found[value.Name].numel();
            Near(value.Value[0].GetDouble(), found[value.Name].to(torch.ScalarType.Float64).sum().item<double>(), (tolerance * Math.Sqrt(count) * 4) + 1e-5, value.Name + " (sum)");
            compared++;
        }

        Assert.True(compared > 100);
    }

    // Adam amplifies the rounding noise of a gradient whose true value is zero; see section 3 of tests/Golden/README.md.
    private static bool HasNoTrueGradient(string name) =>
        name is "sted_embed.layers.1.bias" || name.EndsWith("in_proj_bias", StringComparison.Ordinal) || name.EndsWith("attention.self.key.bias", StringComparison.Ordinal);

    private static void AssertAverages(JsonElement expected, Averages averages, bool firstEpoch)
    {
        var values = averages.Values();
        foreach (var average in expected.EnumerateObject().Where(average => firstEpoch && !average.Name.StartsWith("lr", StringComparison.Ordinal)))
        {
            Near(average.Value.GetDouble(), values[average.Name], 5e-4, average.Name);
        }
    }

    private static Dictionary<string, torch.Tensor> Weights(Learner learner) =>
        learner.State.ToDictionary(entry => entry.Name, entry => entry.Tensor.detach(), StringComparer.Ordinal);

    private static Dictionary<string, torch.Tensor> AveragedWeights(Learner learner) =>
        learner.Arena.Blocks
            .SelectMany(block => block.Slices.Select(slice => new NamedParameter(slice.Name, ParameterBlock.View(block.Average!, slice))))
            .Concat(learner.Average!.Constants)
            .ToDictionary(named => named.Name, named => named.Parameter, StringComparer.Ordinal);

    private static double[] First(torch.Tensor tensor)
    {
        var flat = tensor.detach().flatten().to(torch.ScalarType.Float64);
        return [.. flat.narrow(0, 0, Math.Min(4, flat.numel())).data<double>()];
    }

    private static double[] Numbers(LearningRates rates) => [rates.Main, rates.Backbone, rates.TextEncoder];

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: {actual:R} instead of {expected:R} (off by {Math.Abs(expected - actual):G3}, allowed {tolerance:G3})");
}
