using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class StateMarkTests : PageTest
{
    [Theory]
    [InlineData(ExperimentState.Failed, "failed", "failed")]
    [InlineData(ExperimentState.Stopping, "stopping", "running")]
    public void Render_ExperimentsState_HasWordIconAndColour(ExperimentState state, string word, string colour) => Check(StateLook.Of(state), word, colour);

    [Fact]
    public void Render_SweepsState_HasWordIconAndColour() => Check(StateLook.Of(SweepState.Stopped), "stopped", "cancelled");

    private void Check(StateLook look, string word, string colour)
    {
        var mark = Render<StateMark>(p => p.Add(c => c.Look, look)).Find("span.state");

        Assert.Equal(word, mark.TextContent.Trim());
        Assert.Equal(word, mark.GetAttribute("data-state"));
        Assert.Contains(colour, mark.ClassList);
        Assert.Contains(mark.QuerySelectorAll("path")[^1].GetAttribute("d")!, look.Icon, StringComparison.Ordinal);
    }
}
