using System.Globalization;
using TorchSharp;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.Original;

/// <summary>What an optimiser of the original kept for one parameter.</summary>
/// <param name="Steps">Updates so far; null with SGD, which does not count.</param>
/// <param name="First"><c>exp_avg</c>, or the momentum of SGD.</param>
/// <param name="Second"><c>exp_avg_sq</c>; null with SGD.</param>
internal sealed record StoredMoments(long? Steps, StoredTensor First, StoredTensor? Second);

/// <summary>The state of an optimiser of the original, by the names of the parameters.</summary>
internal static class StoredOptimizer
{
    /// <param name="optimizer"><c>optimizer</c> of the checkpoint.</param>
    /// <param name="groups">Names of our parameters by group, in the order of their numbers.</param>
    /// <exception cref="DamagedFileException">It has other groups, or no state of a kind that is known.</exception>
    public static IReadOnlyDictionary<string, StoredMoments> Read(PickleDict optimizer, IReadOnlyList<IReadOnlyList<string>> groups)
    {
        var numbers = Numbers(optimizer);
        if (!numbers.Select(group => group.Count).SequenceEqual(groups.Select(group => group.Count)))
        {
            throw Misfit($"its groups have {Join(numbers.Select(group => group.Count))} parameters instead of {Join(groups.Select(group => group.Count))}");
        }

        var state = optimizer.Dict("state") ?? throw Misfit("it has no state");
        var moments = new Dictionary<string, StoredMoments>(StringComparer.Ordinal);
        foreach (var (number, name) in numbers.SelectMany(group => group).Zip(groups.SelectMany(group => group)))
        {
            if (state.Items.TryGetValue(number, out var kept) && Moments((PickleDict)kept, name) is { } found)
            {
                moments.Add(name, found);
            }
        }

        return moments;
    }

    /// <summary>A number of each of the groups, such as <c>weight_decay</c>.</summary>
    public static IEnumerable<double> Setting(PickleDict optimizer, string name) => Groups(optimizer)
        .Select(group => group.Find(name))
        .OfType<object>()
        .Where(value => value is long or double)
        .Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture));

    private static StoredMoments? Moments(PickleDict kept, string name)
    {
        if (kept.Find("momentum_buffer") is { } momentum)
        {
            return momentum is StoredTensor buffer ? new(null, buffer, null) : null;
        }

        return kept.Find("exp_avg") is StoredTensor first && kept.Find("exp_avg_sq") is StoredTensor second && kept.Find("step") is { } step
            ? new(Steps(step, name), first, second)
            : throw Misfit($"what it kept for {name} is neither of AdamW nor of SGD with momentum");
    }

    private static long Steps(object step, string name)
    {
        switch (step)
        {
            case long number:
                return number;
            case double number:
                return (long)number;
            case StoredTensor { Count: 1 } tensor:
                using (var value = torch.empty([.. tensor.Shape], tensor.Type))
                {
                    tensor.ReadInto(value);
                    using var wide = value.to(torch.ScalarType.Float64);
                    return (long)wide.item<double>();
                }

            default:
                throw Misfit($"the step of {name} is {step}");
        }
    }

    private static IReadOnlyList<IReadOnlyList<object>> Numbers(PickleDict optimizer) =>
        [.. Groups(optimizer).Select(group => (group.Find("params") as PickleList)?.Items ?? throw Misfit("a group names no parameters"))];

    private static IEnumerable<PickleDict> Groups(PickleDict optimizer) =>
        (optimizer.Find("param_groups") as PickleList ?? throw Misfit("it has no param_groups")).Items.Select(group => group as PickleDict ?? throw Misfit("a group is no dict"));

    private static DamagedFileException Misfit(string reason) => new($"has an optimiser that does not fit these options: {reason}", "Use the options that it was trained with, or load to start from its weights alone.");

    private static string Join(IEnumerable<int> counts) => string.Join(", ", counts);
}
