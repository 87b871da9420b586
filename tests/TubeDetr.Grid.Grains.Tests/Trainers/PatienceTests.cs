using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Grains.Tests.Trainers;

public sealed class PatienceTests
{
    private readonly FakeTimeProvider _time = new(Some.Time) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
    private readonly OutageWatch _outages = new();
    private readonly List<string> _told = [];
    private int _tries;

    [Fact]
    public async Task Try_FailureThatPasses_SucceedsInTheEnd()
    {
        var result = await Finish(Patience(TimeSpan.FromMinutes(1)).Try("fetch", _ => FailUntil(5), static _ => true, CancellationToken.None));

        Assert.Equal(5, result);
        Assert.Contains("fetch: succeeded at try 5.", _told);
        Assert.Null(_outages.Current);
    }

    [Fact]
    public async Task Try_FailsAgain_ShowsSinceWhenUntilItPasses()
    {
        var away = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var trying = Patience(TimeSpan.FromMinutes(1)).Try("fetch", _ => ++_tries > 2 ? away.Task : throw new IOException("away"), static _ => true, CancellationToken.None);
        while (_outages.Current is null)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("fetch: away", _outages.Current.What);
        Assert.InRange(_outages.Current.Since - Some.Time, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        away.SetResult(1);
        await Finish(trying);
        Assert.Null(_outages.Current);
    }

    [Fact]
    public async Task Try_FailureThatStays_EndsAtTheLimitWithItsReason()
    {
        await Assert.ThrowsAsync<IOException>(() => Finish(Patience(TimeSpan.FromMinutes(1)).Try("fetch", _ => FailUntil(int.MaxValue), static _ => true, CancellationToken.None)));

        Assert.InRange(_tries, 4, 60);
    }

    [Fact]
    public async Task Try_FailureThatDoesNotPass_IsNotRepeated()
    {
        await Assert.ThrowsAsync<IOException>(() => Patience(TimeSpan.FromMinutes(1)).Try("fetch", _ => FailUntil(int.MaxValue), static _ => false, CancellationToken.None));

        Assert.Equal(1, _tries);
    }

    private Patience Patience(TimeSpan limit) => new(_time, limit, _outages, _told.Add);

    private Task<int> FailUntil(int tries) => ++_tries < tries ? throw new IOException("away") : Task.FromResult(_tries);

    private async Task<int> Finish(Task<int> trying)
    {
        while (!trying.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await trying;
    }
}
