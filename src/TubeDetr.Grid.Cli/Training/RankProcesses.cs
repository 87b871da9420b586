using System.Diagnostics;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>The other ranks of a training, started by rank 0 with its own command line. They end with it, in whatever way it ends.</summary>
internal sealed class RankProcesses : IAsyncDisposable
{
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(30);
    private readonly ChildStarter _starter = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly List<Task> _watches = [];

    private RankProcesses()
    {
    }

    /// <summary>Cancelled when one of them ends with a fault.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <param name="plan">Of rank 0.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="threads">Computing threads for each.</param>
    /// <param name="say">Takes what they say on stderr.</param>
    public static async Task<RankProcesses> Start(RankPlan plan, IEnumerable<string> arguments, int threads, Action<string> say)
    {
        var processes = new RankProcesses();
        foreach (var rank in Enumerable.Range(1, plan.WorldSize - 1))
        {
            var process = await processes._starter.Start(new ChildSpec
            {
                Name = Rendering.Format.Invariant($"rank {rank}"),
                Program = Environment.ProcessPath!,
                Arguments = [.. arguments, "--rank", Rendering.Format.Invariant($"{rank}"), "--dist-url", plan.Address.ToString()],
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [OpenMp.Threads] = Rendering.Format.Invariant($"{threads}") },
                ReadyLine = "",
            });
            processes._watches.Add(processes.Watch(process, rank, say));
        }

        return processes;
    }

    /// <summary>Those that are done end by themselves; the others are ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(Task.WhenAll(_watches), Task.Delay(_broken.IsCancellationRequested ? TimeSpan.Zero : ToEnd, TimeProvider.System));
        _starter.Dispose();
        _broken.Dispose();
    }

    private async Task Watch(Process process, int rank, Action<string> say)
    {
        using (process)
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                say(Rendering.Format.Invariant($"rank {rank}: {line}"));
            }

            await output;
            await process.WaitForExitAsync();
            if (process.ExitCode is not (0 or (int)ExitCode.Interrupted))
            {
                await _broken.CancelAsync();
            }
        }
    }
}
