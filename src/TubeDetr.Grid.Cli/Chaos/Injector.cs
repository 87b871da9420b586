using System.Collections.Concurrent;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>Injects faults into a local cluster until there were enough of them, and remembers each.</summary>
/// <param name="folder">Data folder of the cluster: its file says which process is which part.</param>
internal sealed class Injector(ChaosOptions options, string folder, StateGate gate, TimeProvider time, Action<string> say) : IProgress<ClusterEvent>
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ZombieSleeps = TimeSpan.FromSeconds(14); // longer than any take-over should need
    private readonly ConcurrentDictionary<string, bool> _ready = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, ProcessStamp> _halted = new();
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly List<Task> _outages = [];

    public IReadOnlyCollection<Fault> Faults => _faults;

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

    /// <summary>Returns when all faults were injected, or the minutes are over, and everything that was halted goes on.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var plan = new FaultPlan(options.Seed);
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
            WakeAll();
        }
    }

    private async Task Inject(FaultKind kind, int target, TimeSpan outage, CancellationToken cancellationToken)
    {
        if (kind == FaultKind.StateCut)
        {
            Remember(kind, "redis");
            _outages.Add(Cut(outage, cancellationToken));
            return;
        }

        var (part, process) = await Victim(kind, target, cancellationToken);
        Remember(kind, part);
        switch (kind)
        {
            case FaultKind.SiloTerminated:
                Signals.SendTerminate(process.Id);
                break;
            case FaultKind.SiloHung or FaultKind.StorageHung:
                _outages.Add(kind == FaultKind.SiloHung ? HaltSilo(part, process, cancellationToken) : Halt(process, outage, cancellationToken));
                break;
            default:
                Signals.SendKillToGroup(process.Id);
                break;
        }

        _ready[part] = kind == FaultKind.StorageHung;
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
            var parts = _ready.Where(part => part.Value && IsTarget(kind, part.Key)).Select(part => part.Key).Order(StringComparer.Ordinal).ToList();
            var least = kind <= FaultKind.SiloTerminated && options.Silos > 1 ? 2 : 1;
            if (parts.Count >= least && parts[target % parts.Count] is { } part && Process(part) is { } process && !_halted.ContainsKey(process.Id))
            {
                return (part, process);
            }

            await Task.Delay(Beat, time, cancellationToken);
        }
    }

    private static bool IsTarget(FaultKind kind, string part) => kind switch
    {
        FaultKind.StorageKilled or FaultKind.StorageHung => part is "storage",
        FaultKind.PageKilled => part is "web",
        _ => part.StartsWith("silo-", StringComparison.Ordinal),
    };

    private ProcessStamp? Process(string part) => ClusterFile.Read(folder)?.Children.GetValueOrDefault(part) is { IsAlive: true } process ? process : null;

    private async Task Cut(TimeSpan outage, CancellationToken cancellationToken)
    {
        await gate.Close();
        await Task.Delay(outage, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        gate.Open();
    }

    private async Task Halt(ProcessStamp process, TimeSpan outage, CancellationToken cancellationToken)
    {
        _halted[process.Id] = process;
        Signals.SendStopToGroup(process.Id);
        await Task.Delay(outage, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Wake(process);
    }

    private async Task HaltSilo(string part, ProcessStamp process, CancellationToken cancellationToken)
    {
        await Halt(process, ZombieSleeps, cancellationToken);
        await Task.Delay(ZombieSleeps, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.IsAlive)
        {
            _ready[part] = true; // nobody had missed it
        }
    }

    private void WakeAll()
    {
        foreach (var process in _halted.Values)
        {
            Wake(process);
        }
    }

    private void Wake(ProcessStamp process)
    {
        if (_halted.TryRemove(process.Id, out _) && process.IsAlive)
        {
            Signals.SendContinueToGroup(process.Id);
        }
    }
}
