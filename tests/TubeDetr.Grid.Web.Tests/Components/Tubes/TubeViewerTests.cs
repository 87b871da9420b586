using Bunit;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Tubes;
using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Components.Tubes;

public sealed class TubeViewerTests : PageTest
{
    private int? stopped;

    private IRenderedComponent<TubeViewer> Open(ClipTube? tube, int frame = 0, EvaluatedClip? second = null)
    {
        var clip = SomeClips.Clip("one", 0.2, "interrogative", tube: tube);
        return Render<TubeViewer>(p => p
            .Add(c => c.Row, new ClipRow(clip, [clip, second]))
            .Add(c => c.Compared, ComparedExperiment.Of([Some.Experiment(0), Some.Experiment(1)]))
            .Add(c => c.Frame, frame)
            .Add(c => c.FrameChanged, at => stopped = at));
    }

    private static string[][] Scores(IRenderedComponent<TubeViewer> viewer) =>
        [.. viewer.FindAll("[data-testid=score-row]").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];

    [Fact]
    public void Render_OneOfTwoEvaluated_ShowsMomentsScoresAndPictures()
    {
        Predictions.Layout = new StripLayout(2, 40, 30, [0, 2, 4, 6]);
        var viewer = Open(SomeClips.Tube(start: 4, end: 6));

        Assert.Equal("interrogative question · clip one of vidstg · tube of 2 s · box 10 % of the picture", viewer.Find("blockquote + p").TextContent);
        Assert.Equal("left:25%;width:50%", viewer.Find("[data-testid=truth-moment]").GetAttribute("style"));
        Assert.Equal("left:50%;width:25%", Assert.Single(viewer.FindAll("[data-testid=moment]")).GetAttribute("style"));
        Assert.Equal("not evaluated", viewer.FindAll("[data-testid=lane]")[1].TextContent.Trim());
        Assert.Equal([["#01", "0.200", "0.200", "0.500", "2.0–3.0 s", ""], ["#02", "–", "–", "–", "–", ""]], Scores(viewer));
        Assert.Equal(["Frame at 0.0 s", "Frame at 1.0 s", "Frame at 2.0 s", "Frame at 3.0 s"], viewer.FindAll(".thumb").Select(thumb => thumb.GetAttribute("aria-label")));
        Assert.EndsWith("background-size:200% 200%;background-position:100% 0%", viewer.FindAll(".thumb")[1].GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_BoxesOfOneOfTwoKept_SaysSoInTheOthersLane()
    {
        var viewer = Open(SomeClips.Tube(), second: SomeClips.Clip("one", 0.3));

        Assert.Equal("boxes not kept", viewer.FindAll("[data-testid=lane]")[1].TextContent.Trim());
        Assert.Equal(["#02", "0.300", "0.300", "0.500", "–", ""], Scores(viewer)[1]);
    }

    [Fact]
    public void Render_NoBoxesKept_SaysSoAboveTheScores()
    {
        var viewer = Open(tube: null);

        Assert.StartsWith("Boxes are kept of 128 clips", viewer.Find("[data-testid=no-boxes]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["#01", "0.200", "0.200", "0.500", "–", ""], Scores(viewer)[0]);
        Assert.Empty(JSInterop.Invocations["tubes.show"]);
    }

    [Fact]
    public void Render_PicturesCannotBeRead_SaysSoAndShowsTheBoxes()
    {
        Predictions.Fault = new InvalidOperationException("The store does not answer.");

        var viewer = Open(SomeClips.Tube());

        Assert.Contains("The pictures cannot be read.", viewer.Find(".no-picture").TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "0"], viewer.FindAll("rect.found").Select(box => box.GetAttribute("data-track")));
    }

    [Fact]
    public void Render_PicturesNotMadeYet_SaysSoAndShowsTheBoxes()
    {
        var viewer = Open(SomeClips.Tube());

        Assert.Equal("The pictures of this clip are made beside training; load again in a minute.", viewer.Find(".no-picture").TextContent);
        Assert.Empty(viewer.FindAll(".thumb"));
        Assert.Equal(["1", "0"], viewer.FindAll("rect.found").Select(box => box.GetAttribute("data-track")));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(99, 3)]
    public async Task Frame_OfTheAddress_IsShownFirstAndAStopIsRaised(int frame, int shown)
    {
        var viewer = Open(SomeClips.Tube(), frame);
        await viewer.Instance.Stopped(3);
        viewer.Render(p => p.Add(c => c.Frame, 3));

        Assert.Equal(3, stopped);
        // Told once: what a person moves in the browser is left alone.
        Assert.Equal(shown, Assert.Single(JSInterop.Invocations["tubes.show"]).Arguments[2]);
    }
}
