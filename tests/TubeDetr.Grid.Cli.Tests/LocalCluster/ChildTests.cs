using System.Diagnostics;
using System.Globalization;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

/// <summary>Real child processes of a shell.</summary>
public sealed class ChildTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly ChildStarter _starter = new();
    private readonly CollectingProgress _events = new();

    public void Dispose()
    {
        _starter.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Start_OfAChildThatSaysItIsReady_ReturnsAndLogsWhatItSays()
    {
        await using (var child = Shell("echo first; echo HERE I AM; exec sleep 600"))
        {
            await child.Start(TestContext.Current.CancellationToken);

            Assert.True(child.Stamp!.IsAlive);
        }

        Assert.Contains("first\nHERE I AM\n", await File.ReadAllTextAsync(_scratch["shell.log"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfAChildThatEndsFirst_ThrowsItsCodeAndLastLines()
    {
        await using var child = Shell("echo the cause >&2; exit 7");

        var fault = await Assert.ThrowsAsync<LocalClusterException>(() => child.Start(TestContext.Current.CancellationToken));

        Assert.Contains("ended with code 7", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the cause", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_scratch["shell.log"], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfAChildThatSaysNothing_ThrowsAfterItsTime()
    {
        await using var child = Shell("exec sleep 600", spec => spec with { ReadyWithin = TimeSpan.FromMilliseconds(50) });

        var fault = await Assert.ThrowsAsync<LocalClusterException>(() => child.Start(TestContext.Current.CancellationToken));

        Assert.Contains("did not answer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhenCancelled_LeavesNothingAfterDisposal()
    {
        using var cancelled = new CancellationTokenSource();
        var child = Shell("exec sleep 600");
        var start = child.Start(cancelled.Token);
        await _events.Next(ClusterEventKind.Starting);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        var stamp = child.Stamp;
        await child.DisposeAsync();

        Assert.False(stamp!.IsAlive);
    }

    [Fact]
    public async Task Child_ThatIsKilled_IsReportedAndStartedAgain()
    {
        await using var child = Shell("echo about to work; echo HERE I AM; exec sleep 600");
        await child.Start(TestContext.Current.CancellationToken);
        var first = child.Stamp!;

        Process.GetProcessById(first.Id).Kill();

        var crash = await _events.Next(ClusterEventKind.Crashed);
        Assert.Contains("137", crash.Text, StringComparison.Ordinal);
        Assert.Contains("about to work", crash.Text, StringComparison.Ordinal);
        await _events.Next(ClusterEventKind.Ready);
        Assert.NotEqual(first, child.Stamp);
        Assert.True(child.Stamp!.IsAlive);
    }

    [Fact]
    public async Task Dispose_OfAChildThatIgnoresTheSignal_KillsItAndWhatItStarted()
    {
        var grandchild = _scratch["grandchild"];
        var child = Shell($"trap '' TERM; sleep 600 & echo $! > {grandchild}; echo HERE I AM; wait", spec => spec with { StopWithin = TimeSpan.FromMilliseconds(200) });
        await child.Start(TestContext.Current.CancellationToken);
        var started = ProcessStamp.Of(int.Parse(await File.ReadAllTextAsync(grandchild, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        Assert.True(started!.IsAlive);

        await child.DisposeAsync();

        Assert.Contains("was killed", (await _events.Next(ClusterEventKind.Warning)).Text, StringComparison.Ordinal);
        Assert.False(started.IsAlive);
    }

    private Child Shell(string script, Func<ChildSpec, ChildSpec>? with = null)
    {
        var spec = new ChildSpec { Name = "shell", Program = "/bin/bash", Arguments = ["-c", script], ReadyLine = "HERE I AM" };
        return new Child(with?.Invoke(spec) ?? spec, _starter, _scratch.Path, _events, TimeProvider.System, () => { });
    }
}
