using System.Collections.Concurrent;
using System.Globalization;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>Injects faults into a local cluster until there were enough of them, and remembers each.</summary>
/// <param name="folder">Data folder of the cluster: its file says which process is which part.</param>
/// <param name="network">Null where no cable can be pulled.</param>
internal sealed class Injector(ChaosOptions options, string folder, StateGate gate, SiloNetwork? network, TimeProvider time, Action<string> say) : IProgress<ClusterEvent>
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ZombieSleeps = TimeSpan.FromSeconds(14); // longer than any take-over should need
    private const double LongCut = 3; // a cut silo comes back before it is missed, or after it was declared dead
    private readonly ConcurrentDictionary<string, bool> _ready = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly List<Task> _outages = [];

    public IReadOnlyCollection<Fault> Faults => _faults;

    /// <summary>Silos that train at present: they are hit before others, because the others have little to lose.</summary>
    public Func<IReadOnlyCollection<string>> Training { get; set; } = () => [];

    public void Report(ClusterEvent value)
    {
        if (value.Kind is ClusterEventKind.Ready or ClusterEventKind.Crashed or ClusterEventKind.Stopped)
        {
            _ready[value.Part] = value.Kind == ClusterEventKind.Ready;
        }

        if (value.Kind == ClusterEventKind.Warning)
        {
            say(Rendering.ClusterEventLine.Short(value));
        }
    }

    /// <summary>Returns when all faults were injected, or the minutes are over, and everything that was halted or cut goes on.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var plan = new FaultPlan(options.Seed, options.Pause, [.. options.Kinds.Where(kind => network is not null || kind is not (FaultKind.SiloCut or FaultKind.LinkCut))]);
        try
        {
            while (_faults.Count < options.Faults && time.GetElapsedTime(begun) < TimeSpan.FromMinutes(options.Minutes))
            {
                var (pause, kind, target, outage) = plan.Next();
                await Task.Delay(pause, time, cancellationToken);
                await Inject(kind, target, outage, cancellationToken);
            }

            await Task.WhenAll(_outages);
        }
        finally
        {
            await Task.WhenAll(_outages).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task Inject(FaultKind kind, int target, TimeSpan outage, CancellationToken cancellationToken) => kind switch
    {
        FaultKind.StateCut => CutState(outage, cancellationToken),
        FaultKind.LinkCut => CutLink(target, outage, cancellationToken),
        FaultKind.AllKilled => KillAll(cancellationToken),
        _ => InjectIntoOne(kind, target, outage, cancellationToken),
    };

    private async Task InjectIntoOne(FaultKind kind, int target, TimeSpan outage, CancellationToken cancellationToken)
    {
        var (part, process) = await Victim(kind, target, cancellationToken);
        _ready[part] = kind == FaultKind.StorageHung;
        Remember(kind, part);
        switch (kind)
        {
            case FaultKind.SiloTerminated:
                Signals.SendTerminate(process.Id);
                break;
            case FaultKind.SiloHung:
                _outages.Add(Miss(part, process, Halt(process, ZombieSleeps, cancellationToken), cancellationToken));
                break;
            case FaultKind.StorageHung:
                _outages.Add(Halt(process, outage, cancellationToken));
                break;
            case FaultKind.SiloCut:
                _outages.Add(Miss(part, process, Break(() => network!.Cut(Number(part)), () => network!.Join(Number(part)), outage * LongCut, cancellationToken), cancellationToken));
                break;
            default:
                Signals.SendKillToGroup(process.Id);
                break;
        }
    }

    private void Remember(FaultKind kind, string target)
    {
        var fault = new Fault(_faults.Count + 1, kind, target, time.GetUtcNow());
        _faults.Enqueue(fault);
        say(FormattableString.Invariant($"{fault.Time:HH:mm:ss.f} fault {fault.Number}: {ChaosTable.Words(kind)}, {target}"));
    }

    /// <summary>Waits until a part of the kind is up and enough others are, so that the grid can go on.</summary>
    private async Task<(string Part, ProcessStamp Process)> Victim(FaultKind kind, int target, CancellationToken cancellationToken)
    {
        while (true)
        {
            var parts = Candidates(kind);
            if (parts.Count > 0 && parts[target % parts.Count] is { } part && Process(part) is { } process)
            {
                return (part, process);
            }

            await Task.Delay(Beat, time, cancellationToken);
        }
    }

    private List<string> Candidates(FaultKind kind)
    {
        var ready = Ready(kind);
        if (!Fault.IsOfSilo(kind))
        {
            return ready;
        }

        var training = ready.Where(Training().Contains).ToList();
        return ready.Count < 2 && options.Silos > 1 ? [] : training.Count > 0 ? training : ready;
    }

    private List<string> Ready(FaultKind kind) =>
        [.. _ready.Where(part => part.Value && IsTarget(kind, part.Key)).Select(part => part.Key).Order(StringComparer.Ordinal)];

    private static bool IsTarget(FaultKind kind, string part) => kind switch
    {
        FaultKind.AllKilled => part is not "redis",
        FaultKind.StorageKilled or FaultKind.StorageHung => part is "storage",
        FaultKind.PageKilled => part is "web",
        _ => part.StartsWith("silo-", StringComparison.Ordinal),
    };

    private static int Number(string silo) => int.Parse(silo.AsSpan("silo-".Length), CultureInfo.InvariantCulture);

    private ProcessStamp? Process(string part) => ClusterFile.Read(folder)?.Children.GetValueOrDefault(part) is { IsAlive: true } process ? process : null;

    private Task CutState(TimeSpan outage, CancellationToken cancellationToken)
    {
        Remember(FaultKind.StateCut, "redis");
        _outages.Add(Break(gate.Close, () => Task.Run(gate.Open, CancellationToken.None), outage, cancellationToken));
        return Task.CompletedTask;
    }

    private async Task CutLink(int target, TimeSpan outage, CancellationToken cancellationToken)
    {
        var (part, _) = await Victim(FaultKind.LinkCut, target, cancellationToken);
        var one = Number(part);
        var other = (one % options.Silos) + 1;
        Remember(FaultKind.LinkCut, FormattableString.Invariant($"{part} and silo-{other}"));
        _outages.Add(Break(() => network!.Cut(one, other), () => network!.Join(one, other), outage * LongCut, cancellationToken));
    }

    /// <summary>What is halted is killed as well, and nothing is spared because others are down.</summary>
    private async Task KillAll(CancellationToken cancellationToken)
    {
        await Victim(FaultKind.AllKilled, 0, cancellationToken);
        Remember(FaultKind.AllKilled, "everything");
        foreach (var (part, process) in ClusterFile.Read(folder)?.Children ?? new Dictionary<string, ProcessStamp>(StringComparer.Ordinal))
        {
            if (process.IsAlive)
            {
                _ready[part] = false;
                Signals.SendKillToGroup(process.Id);
            }
        }
    }

    private async Task Break(Func<Task> cut, Func<Task> mend, TimeSpan outage, CancellationToken cancellationToken)
    {
        await cut();
        await Task.Delay(outage, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await mend();
    }

    private async Task Halt(ProcessStamp process, TimeSpan outage, CancellationToken cancellationToken)
    {
        Signals.SendStopToGroup(process.Id);
        await Task.Delay(outage, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.IsAlive)
        {
            Signals.SendContinueToGroup(process.Id);
        }
    }

    /// <summary>A silo that was away is no target until it has either found out that it was declared dead, or lived on because nobody had missed it.</summary>
    private async Task Miss(string part, ProcessStamp process, Task away, CancellationToken cancellationToken)
    {
        await away;
        await Task.Delay(ZombieSleeps, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.IsAlive)
        {
            _ready[part] = true;
        }
    }
}
