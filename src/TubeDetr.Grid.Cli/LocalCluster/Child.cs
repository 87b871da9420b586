using System.Diagnostics;
using System.Globalization;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>One child process and its lives: started, watched, started again after a crash, stopped.</summary>
public sealed class Child : IAsyncDisposable
{
    private readonly ChildSpec _spec;
    private readonly ChildStarter _starter;
    private readonly IProgress<ClusterEvent> _progress;
    private readonly TimeProvider _time;
    private readonly ChildLog _log;
    private readonly Action _begun;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RestartDelay _delay;
    private Process? _process;
    private Task _exited = Task.CompletedTask;
    private TaskCompletionSource _ready = new();
    private Task _watch = Task.CompletedTask;

    /// <param name="begun">Called whenever a life begins.</param>
    public Child(ChildSpec spec, ChildStarter starter, string logFolder, IProgress<ClusterEvent> progress, TimeProvider time, Action begun)
    {
        (_spec, _starter, _progress, _time, _begun) = (spec, starter, progress, time, begun);
        _delay = new RestartDelay(spec.LongestPause);
        _log = new ChildLog(ChildLog.PathOf(logFolder, spec.Name));
    }

    public string Name => _spec.Name;

    /// <summary>The current life; null before the first and after the last.</summary>
    public ProcessStamp? Stamp { get; private set; }

    /// <summary>Starts the child and returns when it is ready.</summary>
    /// <exception cref="LocalClusterException">It ended or said nothing in time; the message holds its last lines.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
        await Begin();
        if (!await BecomesReady(either.Token))
        {
            throw new LocalClusterException($"{Name} {Fate()} before it was ready.{LastLines()}");
        }

        _watch = Watch();
        Report(ClusterEventKind.Ready, "ready");
    }

    /// <summary>SIGTERM, a bounded wait, then SIGKILL. May be called at any time, and twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _watch;
        if (_process is { } process && !_exited.IsCompleted)
        {
            Report(ClusterEventKind.Stopping, "stopping");
            Signals.SendTerminate(process.Id);
            if (await Task.WhenAny(_exited, Task.Delay(_spec.StopWithin, _time)) != _exited)
            {
                Report(ClusterEventKind.Warning, $"did not end within {_spec.StopWithin.TotalSeconds:0} s and was killed");
            }

            Signals.SendKillToGroup(process.Id);
            await _exited;
        }

        _process?.Dispose();
        _log.Dispose();
        Stamp = null;
        Report(ClusterEventKind.Stopped, "stopped");
    }

    private async Task Begin()
    {
        Report(ClusterEventKind.Starting, "starting");
        var process = await _starter.Start(_spec);
        Stamp = ProcessStamp.Of(process.Id);
        _log.Begin(string.Create(CultureInfo.InvariantCulture, $"---- {Name} starts at {_time.GetUtcNow():O} as process {process.Id} ----"));
        var ready = _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => _ = Bury(process, ended);
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, line) => Keep(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, ready);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process?.Dispose();
        _process = process;
        _exited = ended.Task;
        _begun();
    }

    /// <summary>Takes with an ended process whatever it had started itself (which may hold its output open), then reads its output to the end.</summary>
    private static async Task Bury(Process process, TaskCompletionSource ended)
    {
        Signals.SendKillToGroup(process.Id);
        await process.WaitForExitAsync();
        ended.SetResult();
    }

    private async Task<bool> BecomesReady(CancellationToken cancellation)
    {
        var first = await Task.WhenAny(_ready.Task, _exited, Task.Delay(_spec.ReadyWithin, _time, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return first == _ready.Task;
    }

    private async Task Watch()
    {
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, _time, _stopping.Token);
        while (true)
        {
            var begun = _time.GetTimestamp();
            if (await Task.WhenAny(_exited, stop) == stop)
            {
                return;
            }

            var delay = _delay.After(_time.GetElapsedTime(begun));
            Report(ClusterEventKind.Crashed, $"{Fate()}; starting it again in {delay.TotalSeconds:0} s.{LastLines()}");
            _log.Write($"---- {Name} {Fate()} ----");
            if (await Task.WhenAny(Task.Delay(delay, _time), stop) == stop || !await Again())
            {
                return;
            }
        }
    }

    /// <summary>False when the cluster is being stopped.</summary>
    private async Task<bool> Again()
    {
        try
        {
            Report(ClusterEventKind.Restarting, "starting again");
            await Begin();
            if (await BecomesReady(_stopping.Token))
            {
                Report(ClusterEventKind.Ready, "ready again");
            }
            else if (!_exited.IsCompleted)
            {
                Report(ClusterEventKind.Warning, $"{Fate()} and is killed");
                Signals.SendKillToGroup(_process!.Id);
                await _exited;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return true;
    }

    private string Fate() => _exited.IsCompleted
        ? string.Create(CultureInfo.InvariantCulture, $"ended with code {_process!.ExitCode}{SignalName(_process.ExitCode)}")
        : $"did not answer within {_spec.ReadyWithin.TotalSeconds:0} s";

    private static string SignalName(int code) => code switch
    {
        128 + 6 => " (aborted)",
        128 + 9 => " (killed, perhaps for want of memory)",
        128 + 11 => " (segmentation fault)",
        128 + 15 => " (told to end)",
        _ => "",
    };

    private string LastLines()
    {
        var tail = _log.Tail;
        return tail.Count == 0
            ? $" It wrote nothing. Log: {_log.Path}"
            : $" Its last lines:\n{string.Join('\n', tail.Select(line => "  " + line))}\nWhole log: {_log.Path}";
    }

    private void Keep(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        _log.Write(line);
        if (line.StartsWith(_spec.ReadyLine, StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    private void Report(ClusterEventKind kind, string text) => _progress.Report(new ClusterEvent(kind, Name, text));
}
