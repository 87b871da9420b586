using System.Globalization;
using System.Text.Json;
using TubeDetr.Parity.Training;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Parity.Checks;

/// <summary>Epochs of training on shared batches: losses, gradients, rates, weights and their moving average after every step, and the epoch's averages.</summary>
public sealed class TrainCheck : ParityCheck
{
    public override string Prefix => "train-";

    public override void Run(GoldenCase golden, Comparison comparison)
    {
        using var shared = golden.Neighbour(Path.GetFileName(golden.Json.GetProperty("batches").GetString()!));
        var batches = new GoldenBatches(shared);
        var options = GoldenModel.Options(golden);
        var perEpoch = golden.Json.GetProperty("n_batches_per_epoch").GetInt32();
        using var learner = new Learner(GoldenModel.Build(golden), options, perEpoch, new());
        Parameters(golden.Json, learner, comparison);
        var steps = new StepComparison(learner, options, comparison);
        var averages = new Averages();
        var step = 0;
        foreach (var expected in golden.Json.GetProperty("steps").EnumerateArray())
        {
            using var batch = batches.Collate(step % perEpoch, options.Stride);
            averages.Add(Averages.Of(steps.Take(expected, batch, step), learner.Schedule.After(step)));
            comparison.Same("counters", "epoch", expected.GetProperty("epoch").GetInt32(), step / perEpoch);
            if (++step % perEpoch == 0)
            {
                EpochAverages(golden.Json.GetProperty("averaged_stats"), (step / perEpoch) - 1, averages.Values(), comparison);
                averages.Clear();
            }
        }

        comparison.Same("counters", "steps", golden.Json.GetProperty("epochs_run").GetInt32() * perEpoch, step);
    }

    private static void Parameters(JsonElement golden, Learner learner, Comparison comparison)
    {
        // The original weighs a start-end loss even where it computes none.
        var computed = golden.GetProperty("steps")[0].GetProperty("loss_unscaled");
        var weights = golden.GetProperty("weight_dict").EnumerateObject().Where(weight => computed.TryGetProperty(weight.Name, out _)).ToDictionary(weight => weight.Name, weight => weight.Value.GetDouble(), StringComparer.Ordinal);
        foreach (var name in weights.Keys.Union(learner.Criterion.Weights.Keys, StringComparer.Ordinal))
        {
            comparison.Same("loss coefficients", name, weights.GetValueOrDefault(name, double.NaN), learner.Criterion.Weights.GetValueOrDefault(name, double.NaN));
        }

        var groups = golden.GetProperty("param_groups");
        comparison.Same("parameter groups", "count", groups.GetArrayLength(), Enum.GetValues<ParameterGroup>().Length);
        foreach (var group in Enum.GetValues<ParameterGroup>())
        {
            var found = learner.State.Where(entry => entry.Trains && new NamedParameter(entry.Name, entry.Tensor).Group == group).Select(entry => entry.Name);
            comparison.SameList("parameter groups", group.ToString(), [.. groups[(int)group].EnumerateArray().Select(name => name.GetString()!)], [.. found]);
        }
    }

    private static void EpochAverages(JsonElement epochs, int epoch, IReadOnlyDictionary<string, double> found, Comparison comparison)
    {
        var compared = 0;
        foreach (var average in epochs[epoch].EnumerateObject())
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}, {average.Name}");
            comparison.Holds("epoch averages", where, found.ContainsKey(average.Name));
            var tolerance = average.Name.StartsWith("lr", StringComparison.Ordinal) ? 1e-12 : StepComparison.LossTolerance;
            comparison.Near(average.Name.StartsWith("lr", StringComparison.Ordinal) ? "average rates" : "average losses", where, average.Value.GetDouble(), found.GetValueOrDefault(average.Name, double.NaN), tolerance);
            compared++;
        }

        comparison.Holds("epoch averages", string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} has averages"), compared > 3);
    }
}
