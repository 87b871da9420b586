using System.Collections.Immutable;
using StackExchange.Redis;
using TubeDetr.Grid.Cli.Commands;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>Submits the sweep again and again, so that slots are always busy, and follows all its experiments. Every call may fail at any time and is repeated.</summary>
internal sealed class Rounds(IGridConnection grid, TimeProvider time)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(8);
    private readonly SortedDictionary<int, (SweepSnapshot Sweep, ImmutableArray<ExperimentSnapshot> Experiments)> _rounds = [];

    public IEnumerable<ExperimentSnapshot> Experiments => _rounds.Values.SelectMany(round => round.Experiments);

    public int Unfinished => Experiments.Count(experiment => !experiment.State.HasEnded());

    /// <summary>Silos that trained at the last look.</summary>
    public IReadOnlyCollection<string> Training { get; private set; } = [];

    /// <summary>How many were submitted.</summary>
    public int Expected => _rounds.Count * ChaosSweep.Experiments;

    /// <summary>Submits a further round; an answer that was lost does not submit it twice.</summary>
    public async Task Submit(CancellationToken cancellationToken)
    {
        var round = _rounds.Count + 1;
        while (true)
        {
            var sweep = await Ask(async () => (await grid.ListSweeps()).FirstOrDefault(known => string.Equals(known.Name, ChaosSweep.Name(round), StringComparison.Ordinal)) is { } known
                ? known
                : SweepCreate.Accepted(await grid.Submit(ChaosSweep.Yaml(round)), ChaosSweep.Name(round)));
            if (sweep is not null && await Ask(async () => (ImmutableArray<ExperimentSnapshot>?)await grid.ListExperiments(sweep.Id)) is { Length: ChaosSweep.Experiments } experiments)
            {
                _rounds[round] = (sweep, experiments);
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    public async Task Refresh()
    {
        foreach (var (round, (sweep, experiments)) in _rounds.ToList())
        {
            if (experiments.Any(experiment => !experiment.State.HasEnded()) && await Ask(async () => (ImmutableArray<ExperimentSnapshot>?)await grid.ListExperiments(sweep.Id)) is { } now)
            {
                _rounds[round] = (sweep, now);
            }
        }

        Training = [.. Experiments.Where(experiment => experiment.State == ExperimentState.Running).Select(experiment => experiment.Attempts[^1].Silo)];
    }

    private static async Task<T?> Ask<T>(Func<Task<T?>> question)
    {
        try
        {
            return await question().WaitAsync(CallLimit);
        }
        catch (Exception away) when (away is OrleansException or TimeoutException or RedisException or IOException or InvalidOperationException or OperationCanceledException)
        {
            return default; // a part is away: the next beat asks again
        }
    }
}
