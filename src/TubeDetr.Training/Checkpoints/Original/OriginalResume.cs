using TorchSharp;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Training.Checkpoints.Original;

/// <summary>
/// Goes on from a checkpoint of the original, as its <c>--resume</c>: weights strictly, the optimiser's state, the epoch after the one that was saved, and the moving average, or the weights in its place
/// where there is none. Order of the data and dropout are ours, since the original keeps no generator.
/// </summary>
internal sealed class OriginalResume(Learner learner, Action<string> log)
{
    private readonly IReadOnlyList<IReadOnlyList<string>> groups = ParameterNumbering.Groups(learner.State.Where(entry => entry.Trains).Select(entry => entry.Name));

    /// <summary>Epochs done; null where the file has no optimiser or no epoch, so that training starts anew from its weights.</summary>
    /// <exception cref="DamagedFileException">It does not fit or cannot be read; the learner is of no further use.</exception>
    public int? Run(PickleDict root, EpochSteps steps)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var model = root.Dict(OriginalKeys.Model)?.Tensors() ?? throw new DamagedFileException("has no model, so nothing can be resumed from it", "Give a checkpoint of a training; load starts from weights alone.");
        RequireEqual(OriginalKeys.Model, model);
        var epoch = root.Find(OriginalKeys.Epoch) is long last && root.Find(OriginalKeys.Optimizer) is PickleDict ? checked((int)last + 1) : (int?)null;
        var moments = epoch is null ? null : Join(root.Dict(OriginalKeys.Optimizer)!, steps.Before(epoch.Value));
        foreach (var entry in learner.State)
        {
            model[entry.Name].ReadInto(entry.Tensor);
        }

        ReadMoments(moments ?? new Dictionary<string, StoredMoments>(StringComparer.Ordinal));
        ReadAverage(root.Dict(OriginalKeys.Average)?.Tensors());
        return epoch;
    }

    private IReadOnlyDictionary<string, StoredMoments> Join(PickleDict optimizer, long steps)
    {
        var moments = StoredOptimizer.Read(optimizer, groups);
        if (moments.Values.FirstOrDefault() is { } any && (any.Second is null) != learner.IsSgd)
        {
            throw new DamagedFileException($"was trained with {(any.Second is null ? "sgd" : "adamw")}", "Set the option optimizer to the same, or use load to start from its weights alone.");
        }

        foreach (var group in moments.GroupBy(pair => (Group: ParameterNumbering.GroupOf(pair.Key), Steps: pair.Value.Steps ?? steps)).OrderBy(group => group.Key))
        {
            learner.Join([.. group.Select(pair => pair.Key)], group.Key.Steps);
        }

        foreach (var decay in StoredOptimizer.Setting(optimizer, "weight_decay").Distinct().Where(decay => !decay.Equals(learner.WeightDecay)))
        {
            log(FormattableString.Invariant($"The checkpoint was trained with weight_decay {decay}; the options say {learner.WeightDecay}, which holds."));
        }

        return moments;
    }

    private void ReadMoments(IReadOnlyDictionary<string, StoredMoments> moments)
    {
        foreach (var block in learner.Arena.Blocks)
        {
            foreach (var slice in block.Slices)
            {
                var kept = moments[slice.Name];
                Read(slice, kept.First, block.FirstMoment);
                if (kept.Second is { } second)
                {
                    Read(slice, second, block.SecondMoment);
                }
            }
        }
    }

    private void ReadAverage(IReadOnlyDictionary<string, StoredTensor>? stored)
    {
        if (learner.Average is not { } average)
        {
            return;
        }

        if (stored is null)
        {
            log("The checkpoint has no moving average; it starts anew from the weights.");
        }
        else
        {
            RequireEqual(OriginalKeys.Average, stored);
        }

        var state = learner.State.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        var joined = learner.Arena.Blocks.SelectMany(block => block.Slices.Select(slice => new NamedParameter(slice.Name, ParameterBlock.View(block.Average!, slice))));
        foreach (var (name, place) in joined.Concat(average.Constants))
        {
            if (stored is null)
            {
                place.copy_(state[name]);
            }
            else
            {
                stored[name].ReadInto(place);
            }
        }
    }

    private void RequireEqual(string part, IReadOnlyDictionary<string, StoredTensor> stored)
    {
        var wanted = learner.State.ToDictionary(entry => entry.Name, entry => entry.Tensor.shape, StringComparer.Ordinal);
        string[] differences =
        [
            .. wanted.Keys.Where(name => !stored.ContainsKey(name)).Select(name => $"{name} is missing"),
            .. stored.Keys.Where(name => !wanted.ContainsKey(name) && !name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)).Select(name => $"{name} is not known"),
            .. wanted.Where(pair => stored.TryGetValue(pair.Key, out var tensor) && !tensor.Shape.SequenceEqual(pair.Value))
                .Select(pair => $"{pair.Key} is [{string.Join(", ", stored[pair.Key].Shape)}] instead of [{string.Join(", ", pair.Value)}]"),
        ];
        if (differences.Length > 0)
        {
            throw new DamagedFileException(
                $"does not fit these options ({part}): {string.Join("; ", differences.Take(20))}{(differences.Length > 20 ? $"; and {differences.Length - 20} more" : "")}",
                "Use the options that it was trained with, or load to start from what fits.");
        }
    }

    private static void Read(ParameterSlice slice, StoredTensor tensor, torch.Tensor flat)
    {
        if (!tensor.Shape.SequenceEqual(slice.Shape))
        {
            throw new DamagedFileException($"has moments of {slice.Name} with shape [{string.Join(", ", tensor.Shape)}] instead of [{string.Join(", ", slice.Shape)}]");
        }

        tensor.ReadInto(ParameterBlock.View(flat, slice));
    }
}
