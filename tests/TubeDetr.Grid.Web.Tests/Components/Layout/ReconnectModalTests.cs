using Bunit;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class ReconnectModalTests : PageTest
{
    // The id and the classes are those that blazor.web.js looks for.
    [Theory]
    [InlineData("components-reconnect-first-attempt-visible", "The connection to the page was lost. Trying again.")]
    [InlineData("components-reconnect-repeated-attempt-visible", "The page does not answer. Trying again in  s.")]
    [InlineData("components-reconnect-failed-visible", "The page does not answer. Training goes on without it. Load again")]
    [InlineData("components-pause-visible", "The page rests. Go on")]
    public void Render_EachState_HasItsSentence(string state, string sentence) =>
        Assert.Equal(sentence, Render<ReconnectModal>().Find($"dialog#components-reconnect-modal > .{state}").TextContent);

    [Fact]
    public void Render_NextAttempt_HasAPlaceForItsSeconds() =>
        Assert.Equal("", Render<ReconnectModal>().Find(".components-reconnect-repeated-attempt-visible #components-seconds-to-next-attempt").TextContent);
}
