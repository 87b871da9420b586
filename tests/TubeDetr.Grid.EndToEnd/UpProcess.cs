using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>A running <c>grid up</c>.</summary>
internal sealed class UpProcess
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OrphansEndWithin = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly string _data;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private UpProcess(Process process, string data)
    {
        (_process, _data) = (process, data);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Redis { get; private set; } = "";

    public Uri Page { get; private set; } = new("about:blank");

    public static async Task<UpProcess> Start(string data, int port, CancellationToken cancellationToken, params string[] more)
    {
        var up = new UpProcess(await Launch(data, port, more), data);
        var ended = up._process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(up._ready.Task, ended) == ended)
        {
            Assert.Fail($"grid up ended with code {up._process.ExitCode}:\n{string.Join('\n', up._lines)}");
        }

        return up;
    }

    /// <summary>Starts it so that it ends with this process, however that happens.</summary>
    private static Task<Process> Launch(string data, int port, string[] more)
    {
        string[] arguments = ["--pdeathsig", "TERM", "--", Repository.Program, "up", "--silos", "2", "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture), .. more];
        var start = new ProcessStartInfo("setpriv", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        var launched = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The system sends the signal when the thread that started the child ends: this one lives as long as the child.
        new Thread(() =>
        {
            var process = Process.Start(start)!;
            using var ended = new ManualResetEventSlim();
            process.Exited += (_, _) => ended.Set();
            process.EnableRaisingEvents = true;
            launched.SetResult(process);
            ended.Wait();
        }) { IsBackground = true }.Start();
        return launched.Task;
    }

    /// <summary>Sends a signal (KILL, STOP, CONT, …) to the silo of that name.</summary>
    public Task Signal(string silo, string signal, CancellationToken cancellationToken) =>
        Send(Only(command => command.Contains("TubeDetr.Grid.Silo", StringComparison.Ordinal) && command.Contains($"--name\0{silo}\0", StringComparison.Ordinal)), signal, cancellationToken);

    /// <summary>Sends a signal to the blob store.</summary>
    public Task SignalStore(string signal, CancellationToken cancellationToken) =>
        Send(Only(command => command.Contains("--blobPort", StringComparison.Ordinal)), signal, cancellationToken);

    /// <summary>Sends a signal to the page's process.</summary>
    public Task SignalPage(string signal, CancellationToken cancellationToken) =>
        Send(Only(command => command.Contains("TubeDetr.Grid.Web", StringComparison.Ordinal)), signal, cancellationToken);

    /// <summary>The one process on the data folder whose command line is like that.</summary>
    private string Only(Func<string, bool> isMeant) => Assert.Single(
        Directory.EnumerateDirectories("/proc")
            .Select(folder => (Id: Path.GetFileName(folder), Command: CommandLine(folder)))
            .Where(process => (process.Command.Contains(_data, StringComparison.Ordinal) || process.Command.Contains(Redis, StringComparison.Ordinal)) && char.IsAsciiDigit(process.Id[0]) && isMeant(process.Command))
            .Select(process => process.Id));

    private static async Task Send(string process, string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process]);
        await kill.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>SIGKILL to <c>grid up</c> itself, which can stop nothing any more; returns when none of its children is left.</summary>
    public async Task Kill(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        await Until.Holds(() => Task.FromResult(Left().ToList()), left => left.Count == 0, OrphansEndWithin, cancellationToken);
        _process.Dispose();
    }

    /// <summary>SIGKILL to <c>grid up</c> and everything that it started, in one moment, as when the machine fails.</summary>
    public async Task KillEverything(CancellationToken cancellationToken)
    {
        var all = Children().Append(_process.Id.ToString(CultureInfo.InvariantCulture));
        using (var kill = Process.Start("kill", ["-KILL", .. all]))
        {
            await kill.WaitForExitAsync(cancellationToken);
        }

        await _process.WaitForExitAsync(cancellationToken);
        await Until.Holds(() => Task.FromResult(Left().ToList()), left => left.Count == 0, OrphansEndWithin, cancellationToken);
        _process.Dispose();
    }

    /// <summary>Ids of the children.</summary>
    private IEnumerable<string> Children()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, "cluster.json")));
        return [.. file.RootElement.GetProperty("children").EnumerateObject().Select(child => child.Value.GetProperty("id").GetRawText())];
    }

    /// <summary>What Ctrl-C does, and fails when anything is left behind.</summary>
    public async Task Stop()
    {
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
        }

        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, _process.ExitCode);
        Assert.Empty(Left());
        _process.Dispose();
    }

    /// <summary>Command lines of processes that have to do with the data folder.</summary>
    private IEnumerable<string> Left() => Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.Contains(_data, StringComparison.Ordinal));

    private static string CommandLine(string processFolder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(processFolder, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // not a process, or one that has just ended
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["page", var address]:
                Page = new Uri(address);
                break;
            case ["redis", var endpoint]:
                Redis = endpoint;
                break;
            case ["data", _]:
                _ready.TrySetResult(); // the last of the addresses
                break;
        }
    }
}
