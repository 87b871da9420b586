using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;

namespace TubeDetr.Training.Timing;

/// <summary>Times a forward pass of evaluation, or a training step (forward, losses, backward, clip, AdamW, no moving average).</summary>
public static class StepStopwatch
{
    private const int WarmUp = 2;
    private const int Side = 1024;

    /// <summary>Names of the configurations.</summary>
    public static IReadOnlyList<string> Configurations => StepConfiguration.Names;

    /// <param name="configuration">One of <see cref="Configurations"/>.</param>
    /// <param name="train">A training step; false: a forward pass without gradients.</param>
    /// <param name="device">Where model and product compute.</param>
    /// <param name="repeat">Steps to time, after two that are not.</param>
    /// <param name="time">The clock.</param>
    /// <param name="done">Told how many steps were timed.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public static StepTiming Measure(string configuration, bool train, torch.Device device, int repeat, TimeProvider time, Action<int> done, CancellationToken cancellationToken)
    {
        var what = StepConfiguration.Named(configuration);
        torch.manual_seed(what.Options.Seed);
        var model = new TubeDetrModel(OptionMapping.ForModel(what.Options), what.Text);
        model.To(device);
        using var learner = new Learner(model, what.Options, 1, new() { Device = device, Time = time });
        using var batch = what.Batch();
        using var factor = torch.randn([Side, Side], device: device);
        var (steps, products, parts) = (new List<double>(), new List<double>(), new List<StepTimes>());
        for (var i = -WarmUp; i < repeat; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var product = Seconds(device, time, () => factor.mm(factor).Dispose());
            var times = default(StepTimes);
            var step = Seconds(device, time, () => times = train ? learner.Step(batch, i + WarmUp).Times : Look(learner.Model, batch));
            if (i >= 0)
            {
                steps.Add(step);
                products.Add(product);
                parts.Add(times);
                done(i + 1);
            }
        }

        return Sum(steps, products, train ? parts : [], learner.Arena.Count);
    }

    private static StepTimes Look(TubeDetrModel model, ClipBatch batch)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        model.Eval();
        _ = model.Forward(BatchForward.InputOf(batch, model.Device));
        return default;
    }

    // A GPU is only told what to do: its work is done when it says so.
    private static double Seconds(torch.Device device, TimeProvider time, Action work)
    {
        var start = time.GetTimestamp();
        work();
        if (device.type == DeviceType.CUDA)
        {
            torch.cuda.synchronize(device);
        }

        return time.GetElapsedTime(start).TotalSeconds;
    }

    private static StepTiming Sum(List<double> steps, List<double> products, List<StepTimes> parts, long parameters) => new(
        Median(steps),
        steps.Min() * 1e3,
        steps.Max() * 1e3,
        Median(products),
        parts.Count == 0
            ? new Dictionary<string, double>(StringComparer.Ordinal)
            : new(StringComparer.Ordinal) { ["forward"] = Median(parts.Select(p => p.Forward)), ["backward"] = Median(parts.Select(p => p.Backward)), ["update"] = Median(parts.Select(p => p.Update)) },
        parameters,
        torch.get_num_threads());

    private static double Median(IEnumerable<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        var middle = sorted.Length / 2;
        return 1e3 * (sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
