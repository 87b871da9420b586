using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Optimization;

/// <summary>
/// All trained parameters in flat buffers. A parameter joins with its first gradient: PyTorch's optimisers skip one that never gets any (the pooler of RoBERTa,
/// branches that the options switch off) — no decay, no state — and so do we, without a list of names. From then on its gradient is a view that is zeroed and
/// never absent; this differs from PyTorch only where a parameter gets a gradient in some steps and none in others, such as the box head in a batch
/// without any annotated frame: there it counts as a gradient of zero.
/// </summary>
public sealed class ParameterArena : IDisposable
{
    private readonly List<ParameterBlock> blocks = [];
    private List<NamedParameter> waiting;

    /// <param name="parameters">Parameters that require a gradient, in the order of the state dict, already on their device.</param>
    public ParameterArena(IEnumerable<NamedParameter> parameters)
    {
        waiting = [.. parameters];
        Count = waiting.Sum(named => named.Parameter.numel());
    }

    /// <summary>Numbers that can be trained.</summary>
    public long Count { get; }

    public IReadOnlyList<ParameterBlock> Blocks => blocks;

    /// <summary>Which of the parameters that have never had a gradient have one now, in the order of the state dict: 1, else 0.</summary>
    internal float[] FirstGradients() => [.. waiting.Select(named => HasGradient(named) ? 1f : 0)];

    /// <summary>Takes in the parameters whose flag is above 0; a gradient that is absent here counts as zero.</summary>
    internal IReadOnlyList<ParameterBlock> Join(float[] firstGradients)
    {
        var ready = waiting.Zip(firstGradients).Where(pair => pair.Second > 0).Select(pair => pair.First.Name).ToHashSet(StringComparer.Ordinal);
        return Join(named => ready.Contains(named.Name));
    }

    /// <summary>After a backward pass: takes in the parameters that got their first gradient. Returns the new blocks.</summary>
    public IReadOnlyList<ParameterBlock> Join() => waiting.Count == 0 ? [] : Join(HasGradient);

    /// <summary>Takes in parameters by name, as a checkpoint lists them.</summary>
    /// <exception cref="ArgumentException">A name is no parameter that waits.</exception>
    public ParameterBlock Join(IReadOnlyCollection<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var joined = Join(named => wanted.Contains(named.Name));
        return joined is [var block] && block.Slices.Count == wanted.Count
            ? block
            : throw new ArgumentException("These are not waiting parameters of one group.", nameof(names));
    }

    public void ZeroGradients()
    {
        foreach (var block in blocks)
        {
            block.Gradients.zero_();
        }
    }

    /// <summary>Scales all gradients down so that their norm together is at most <paramref name="greatest"/>; 0 leaves them. Returns the norm before (<c>clip_grad_norm_</c>).</summary>
    public float ClipGradients(double greatest)
    {
        if (blocks.Count == 0)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var norm = cat(blocks.SelectMany(block => NormParts(block.Gradients)).ToArray()).norm().item<float>();
        var scale = greatest / (norm + 1e-6);
        if (greatest > 0 && scale < 1)
        {
            using Scalar factor = scale;
            foreach (var block in blocks)
            {
                block.Gradients.mul_(factor);
            }
        }

        return norm;
    }

    public void Dispose() => blocks.ForEach(block => block.Dispose());

    private List<ParameterBlock> Join(Func<NamedParameter, bool> ready)
    {
        var sides = waiting.ToLookup(ready);
        waiting = [.. sides[false]];
        var joined = sides[true]
            .GroupBy(named => named.Group)
            .OrderBy(group => group.Key)
            .Select(group => ParameterBlock.Adopt(group.Key, [.. group]))
            .ToList();
        blocks.AddRange(joined);
        return joined;
    }

    // In rows, as one sum of millions of squares in single precision loses digits.
    private static IEnumerable<Tensor> NormParts(Tensor flat)
    {
        const long Row = 4096;
        var (rows, rest) = (flat.numel() / Row, flat.numel() % Row);
        if (rows > 0)
        {
            yield return flat.narrow(0, 0, rows * Row).view(rows, Row).norm(1);
        }

        if (rest > 0)
        {
            yield return flat.narrow(0, rows * Row, rest).norm().view(1);
        }
    }

    private static bool HasGradient(NamedParameter named)
    {
        using var gradient = named.Parameter.grad;
        return gradient is not null;
    }
}
