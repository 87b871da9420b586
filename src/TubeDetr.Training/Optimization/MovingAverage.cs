using TorchSharp;
using static TorchSharp.torch;

namespace TubeDetr.Training.Optimization;

/// <summary>
/// Moving average of the whole state dict, buffers included (<c>update_ema</c> of the original): average = average · decay + (1 - decay) · value.
/// Whole numbers are truncated, as the original's copy does: with a small decay the averaged <c>position_ids</c> drift, which nothing reads.
/// </summary>
public sealed class MovingAverage : IDisposable
{
    private readonly ParameterArena arena;
    private readonly Scalar decay;
    private readonly Scalar rest;
    private readonly SortedDictionary<string, Constant> constants = new(StringComparer.Ordinal);

    /// <param name="arena">Trained parameters.</param>
    /// <param name="state">The whole state dict; what is not in the arena does not change, but its average still suffers rounding.</param>
    /// <param name="decay">Part of the average that a step keeps.</param>
    public MovingAverage(ParameterArena arena, IEnumerable<NamedParameter> state, double decay)
    {
        this.arena = arena;
        this.decay = decay;
        rest = 1 - decay;
        foreach (var (name, value) in state)
        {
            using var detached = value.detach();
            constants.Add(name, new(value, detached.clone().DetachFromDisposeScope()));
        }

        foreach (var block in arena.Blocks)
        {
            Follow(block);
        }
    }

    /// <summary>Averages of what is outside the arena, by name.</summary>
    public IEnumerable<NamedParameter> Constants => constants.Select(pair => new NamedParameter(pair.Key, pair.Value.Average));

    /// <summary>Averages a block that joined: its average so far is kept with the constants.</summary>
    public void Follow(ParameterBlock block)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var average = block.StartAverage();
        foreach (var slice in block.Slices)
        {
            ParameterBlock.View(average, slice).copy_(constants[slice.Name].Average);
            constants[slice.Name].Average.Dispose();
            constants.Remove(slice.Name);
        }
    }

    /// <summary>After a step.</summary>
    public void Update()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var block in arena.Blocks)
        {
            var fresh = block.Scratch.copy_(block.Weights).mul_(rest);
            block.Average!.mul_(decay).add_(fresh);
        }

        foreach (var constant in constants.Values.Where(constant => !constant.Settled))
        {
            constant.Update(decay, rest);
        }
    }

    /// <summary>Puts the averages in the place of the weights until the result is disposed of, which puts the weights back bit by bit.</summary>
    public IDisposable Borrow() => new BorrowedAverage([
        .. arena.Blocks.Select(block => (block.Weights, block.Average!)),
        .. constants.Values.Where(constant => !constant.Same).Select(constant => (constant.Value, constant.Average)),
    ]);

    public void Dispose()
    {
        decay.Dispose();
        rest.Dispose();
        foreach (var constant in constants.Values)
        {
            constant.Average.Dispose();
        }
    }

    private sealed class Constant(Tensor value, Tensor average)
    {
        public Tensor Value => value;

        public Tensor Average => average;

        /// <summary>The last update changed nothing, so that none ever will: the value is constant.</summary>
        public bool Settled { get; private set; }

        public bool Same => AreSame(value, average);

        public void Update(Scalar decay, Scalar rest)
        {
            var next = average.mul(decay).add_(value.detach().mul(rest)).to(average.dtype);
            Settled = AreSame(next, average);
            average.copy_(next);
        }

        private static bool AreSame(Tensor a, Tensor b) => !a.ne(b).any().item<bool>();
    }
}
