using Bunit;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Web.Components.Experiments;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class LogViewTests : PageTest
{
    private static readonly LogTail Tail = new(
    [
        new LogLine(1, Some.Start, LogLineLevel.Info, "epoch 1"),
        new LogLine(1, Some.Start.AddSeconds(1), LogLineLevel.Warning, "slow disk"),
        new LogLine(2, Some.Start.AddSeconds(2), LogLineLevel.Error, "disk full"),
    ]);

    private string? told;

    private IRenderedComponent<LogView> Open(LogTail? tail, string level, string? fault = null) => Render<LogView>(p => p
        .Add(c => c.Tail, tail is null ? null : new News<LogTail>(tail, Some.Start, fault))
        .Add(c => c.Level, level)
        .Add(c => c.LevelChanged, changed => told = changed));

    [Fact]
    public void Render_LevelWarning_ShowsWhatMattersAsMuchNewestFirst()
    {
        var log = Open(Tail, "warning");

        Assert.Equal(["12:00:02 ERROR 2 disk full", "12:00:01 WARNING 1 slow disk"], log.FindAll("[data-testid=log-line]").Select(line => line.TextContent));
        Assert.Equal("2 lines", log.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Render_NoLine_SaysWhetherItIsStillRead()
    {
        Assert.Equal("Reading the log.", Open(tail: null, "info").Find("p").TextContent);
        Assert.Equal("Nothing at this level.", Open(new LogTail([Tail.Lines[0]]), "error").Find("p").TextContent);
    }

    [Fact]
    public void Render_StoreAway_SaysSoAndKeepsTheLines()
    {
        var log = Open(Tail, "info", "The blob store did not answer: no route");

        Assert.Equal("The blob store did not answer: no route", log.Find("[role=status]").TextContent);
        Assert.Equal(3, log.FindAll("[data-testid=log-line]").Count);
    }

    [Fact]
    public void Level_Picked_IsRaised()
    {
        var log = Open(Tail, "info");
        Do(log, l => l.Find("select").Change("error"));

        Assert.Equal("error", told);
    }
}
