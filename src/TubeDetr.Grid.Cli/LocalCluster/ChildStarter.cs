using System.Collections.Concurrent;
using System.Diagnostics;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>
/// Starts children that cannot outlive this process. The system signals a child when the <em>thread</em> that started it ends, so all of them are
/// started by one thread that lives as long as the cluster; a thread of the pool may be let go at any time.
/// </summary>
public sealed class ChildStarter : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Result)> _requests = [];

    public ChildStarter() => new Thread(Serve) { IsBackground = true, Name = "child starter" }.Start();

    public Task<Process> Start(ChildSpec spec)
    {
        var result = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Add((StartInfo(spec), result));
        return result.Task;
    }

    /// <summary>Only when all children have ended: the thread's end is their end.</summary>
    public void Dispose() => _requests.CompleteAdding();

    private static ProcessStartInfo StartInfo(ChildSpec spec)
    {
        // A session of its own keeps the terminal's Ctrl-C from the child: this process stops its children in order.
        var info = new ProcessStartInfo("setsid") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (IEnumerable<string>)["setpriv", "--pdeathsig", spec.OrphanSignal, "--", spec.Program, .. spec.Arguments])
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in spec.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private void Serve()
    {
        foreach (var (info, result) in _requests.GetConsumingEnumerable())
        {
            try
            {
                result.SetResult(Process.Start(info)!);
            }
            catch (Exception fault)
            {
                result.SetException(new LocalClusterException($"A child process could not be started: {fault.Message}", fault));
            }
        }
    }
}
