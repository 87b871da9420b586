using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Live;

public sealed class PollingTests
{
    private readonly FakeTimeProvider time = new(Some.Start);
    private readonly AnsweringGridClient client = new() { Views = [Some.View(Some.Experiment())] };

    [Fact]
    public async Task Sweep_GridGoesAndComesBack_IsStaleThenFresh()
    {
        using var grid = new LiveGrid(client, new Polling(time, NullLogger<Polling>.Instance), time);
        using var listener = grid.Sweep(Some.SweepId).Listen();
        Assert.Equal("first-sweep", (await Next(listener, news => news.Fault is null)).Value!.Sweep.Name);
        client.Fault = new GridAwayException("No silo.");
        var stale = await Next(listener, news => news.Fault is not null);
        Assert.Equal("No silo.", stale.Fault);
        Assert.NotNull(stale.Value);
        client.Fault = null;
        Assert.Null((await Next(listener, news => news.Fault is null)).Fault);
    }

    [Fact]
    public async Task Sweep_NoSuchSweep_IsKnownToBeAbsent()
    {
        using var grid = new LiveGrid(client, new Polling(time, NullLogger<Polling>.Instance), time);
        using var listener = grid.Sweep(new("nope")).Listen();
        var news = await Next(listener, _ => true);
        Assert.True(news.Known);
        Assert.Null(news.Value);
    }

    [Fact]
    public async Task Sweep_NothingChanges_IsNotSaidAgainAtOnce()
    {
        using var grid = new LiveGrid(client, new Polling(time, NullLogger<Polling>.Instance), time);
        using var listener = grid.Sweep(Some.SweepId).Listen();
        await Next(listener, _ => true);
        for (var asked = client.Questions; client.Questions < asked + 4 && time.GetUtcNow() - Some.Start < Polling.SayAgainAfter;)
        {
            Assert.False(listener.Reader.TryPeek(out _));
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        client.Views = [Some.View(Some.Experiment(version: 2))];
        Assert.Equal(2, (await Next(listener, news => news.Value!.Sweep.Version == 2)).Value!.Sweep.Version);
    }

    [Fact]
    public async Task Sweep_NothingChanges_IsSaidAgainAfterAWhileWithTheSameObject()
    {
        using var grid = new LiveGrid(client, new Polling(time, NullLogger<Polling>.Instance), time);
        using var listener = grid.Sweep(Some.SweepId).Listen();
        var first = await Next(listener, _ => true);
        client.Views = [Some.View(Some.Experiment())]; // another object that says the same
        var again = await Next(listener, _ => true);

        Assert.True(again.At - first.At >= Polling.SayAgainAfter);
        Assert.Same(first.Value, again.Value);
        Assert.True(again.SaysTheSameAs(first));
    }

    private async Task<News<SweepView>> Next(Listener<SweepView> listener, Func<News<SweepView>, bool> met)
    {
        while (true)
        {
            var reading = listener.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            while (!reading.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(200));
                await Task.Yield();
            }

            if (await reading is var news && met(news))
            {
                return news;
            }
        }
    }
}
