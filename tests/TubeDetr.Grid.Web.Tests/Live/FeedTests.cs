using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Live;

public sealed class FeedTests
{
    private readonly FakeTimeProvider time = new(Some.Start);

    [Fact]
    public async Task Listen_ManyListeners_ShareOneProducer()
    {
        var started = 0;
        using var feed = new Feed<string>((f, _) => { Interlocked.Increment(ref started); f.Publish("news"); return Task.CompletedTask; }, time);
        using var first = feed.Listen();
        using var second = feed.Listen();
        Assert.Equal("news", (await first.Reader.ReadAsync(TestContext.Current.CancellationToken)).Value);
        Assert.Equal("news", (await second.Reader.ReadAsync(TestContext.Current.CancellationToken)).Value);
        Assert.Equal(1, started);
    }

    [Fact]
    public void Publish_SlowListener_HoldsOnlyTheNewest()
    {
        using var feed = new Feed<string>(Forever, time);
        using var listener = feed.Listen();
        for (var i = 0; i < 1000; i++)
        {
            feed.Publish($"{i}");
        }

        Assert.True(listener.Reader.TryRead(out var news));
        Assert.Equal("999", news.Value);
        Assert.False(listener.Reader.TryRead(out _));
    }

    [Fact]
    public void Listen_Later_IsToldAtOnceWhatIsKnown()
    {
        using var feed = new Feed<string>(Forever, time);
        feed.Publish("known");
        using var listener = feed.Listen();
        Assert.True(listener.Reader.TryRead(out var news));
        Assert.Equal("known", news.Value);
    }

    [Fact]
    public void Fail_AfterAnAnswer_KeepsItAndItsTime()
    {
        using var feed = new Feed<string>(Forever, time);
        feed.Publish("known");
        time.Advance(TimeSpan.FromSeconds(30));
        feed.Fail("The cluster is away.");
        Assert.Equal(new News<string>("known", Some.Start, "The cluster is away.") { Known = true }, feed.Latest);
    }

    [Fact]
    public async Task Dispose_LastListener_StopsTheProducerOnlyAfterAWhile()
    {
        var forgotten = new TaskCompletionSource();
        using var feed = new Feed<string>(Forever, time, _ => forgotten.SetResult());
        var listener = feed.Listen();
        listener.Dispose();
        time.Advance(Feed<string>.Linger / 2);
        using (feed.Listen())
        {
            time.Advance(2 * Feed<string>.Linger);
            Assert.False(forgotten.Task.IsCompleted);
        }

        time.Advance(Feed<string>.Linger);
        await forgotten.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static Task Forever(Feed<string> feed, CancellationToken token) => Task.CompletedTask;
}
