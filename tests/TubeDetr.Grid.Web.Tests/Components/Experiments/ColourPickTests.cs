using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Experiments;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ColourPickTests : PageTest
{
    [Fact]
    public void Pick_AnotherColour_AmendsTheExperiment()
    {
        var pick = Render<ColourPick>(with => with.Add(p => p.Experiment, Some.Experiment(2)));
        Assert.Equal(ExperimentColour.Of(2), pick.Find("input").GetAttribute("value"));
        Assert.Empty(pick.FindAll("[data-testid=own-colour]"));

        Do(pick, p => p.Find("input").Change("#123456"));

        Assert.Equal("#123456", Assert.IsType<ExperimentAmendment>(Assert.Single(Client.Asked).What).Colour);
    }

    [Fact]
    public void Pick_UsualColour_TakesTheGivenOneAway()
    {
        var pick = Render<ColourPick>(with => with.Add(p => p.Experiment, Some.Experiment(2) with { Colour = "#123456" }));
        Assert.Equal("#123456", pick.Find("input").GetAttribute("value"));

        Do(pick, p => p.Find("[data-testid=own-colour]").Click());

        Assert.Equal("", Assert.IsType<ExperimentAmendment>(Assert.Single(Client.Asked).What).Colour);
    }

    [Fact]
    public void Pick_GridIsAway_SaysThatNothingChanged()
    {
        Client.Fault = new InvalidOperationException("No silo answers.");
        var pick = Render<ColourPick>(with => with.Add(p => p.Experiment, Some.Experiment(2)));

        Do(pick, p => p.Find("input").Change("#123456"));

        Assert.Contains("sabc23-03 keeps its colour.", Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal);
    }
}
