using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Grains.Tests.Trainers;

public sealed class PatienceTests
{
    private readonly FakeTimeProvider _time = new(Some.Time) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
    private readonly List<string> _told = [];
    private int _tries;

    [Fact]
    public async Task Try_FailureThatPasses_SucceedsInTheEnd()
    {
        var result = await Finish(Patience(TimeSpan.FromMinutes(1)).Try("fetch", _ => FailUntil(5), static _ => true, CancellationToken.None));

        Assert.Equal(5, result);
        Assert.Contains("fetch: succeeded at try 5.", _told);
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

    private Patience Patience(TimeSpan limit) => new(_time, limit, _told.Add);

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
