using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>The objective's value as it was evaluated after some epochs.</summary>
public readonly record struct CurvePoint(int Epoch, double Value);

/// <summary>How far an experiment's life has come, as far as a pruner cares.</summary>
public enum CurveEnd
{
    /// <summary>It trains, waits, or has not begun.</summary>
    Open,

    /// <summary>It trained all its epochs, or a pruner ended it: what it showed counts.</summary>
    Shown,

    /// <summary>It failed or a person ended it: it keeps nobody from going on.</summary>
    Lost,
}

/// <summary>What an experiment has shown, and what it was granted: all that a pruner's ruling may depend on.</summary>
public sealed record Curve
{
    public required ExperimentId Experiment { get; init; }

    /// <summary>Place in the sweep's order of proposal, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many epochs it may train at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs that it was granted by the rulings so far; 0: none was made, so it has <see cref="IPruner.FirstGrant"/>.</summary>
    public int Granted { get; init; }

    public CurveEnd End { get; init; }

    /// <summary>By epoch, each at most once.</summary>
    public ImmutableArray<CurvePoint> Points { get; init; } = [];

    /// <summary>Epochs done at the last evaluation; 0 before the first.</summary>
    public int Latest => Points.IsEmpty ? 0 : Points[^1].Epoch;

    /// <summary>Value of the first evaluation at or after an epoch; null when there was none yet.</summary>
    public double? At(int epoch)
    {
        foreach (var point in Points)
        {
            if (point.Epoch >= epoch)
            {
                return point.Value;
            }
        }

        return null;
    }
}
