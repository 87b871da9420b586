using Bunit;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Compare;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Components.Compare;

public sealed class ExperimentNameTests : PageTest
{
    [Fact]
    public void Render_Experiment_LinksToItUnderItsNameAndColour()
    {
        var name = Render<ExperimentName>(p => p.Add(c => c.One, ComparedExperiment.Of([Some.Experiment(3)])[0]));

        Assert.Equal("#04", name.Find("a").TextContent);
        Assert.Equal("experiments/sabc23-04", name.Find("a").GetAttribute("href"));
        Assert.Equal($"--colour:{ExperimentColour.Of(3)}", name.Find(".colour").GetAttribute("style"));
    }
}
