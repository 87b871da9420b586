using Bunit;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Sweeps;
using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

public sealed class DraftPreviewTests : PageTest
{
    [Fact]
    public void Render_Experiments_SaysWhatTheyCostAndShowsWhereTheyDiffer()
    {
        var preview = Render<DraftPreview>(p => p
            .Add(c => c.Preview, new SweepPreview { Experiments = 12, Epochs = 60, First = [Set(1e-4), Set(3e-4).With("dropout", HyperParameterValue.Of(0.2))] })
            .Add(c => c.Pace, new SweepPace("older", TimeSpan.FromMinutes(2))));

        Assert.Equal("12 experiments, 60 epochs, about 2 h of one slot at the pace of older (2 min an epoch).", preview.Find("[data-testid=cost]").TextContent);
        Assert.Equal(["#", "lr", "dropout"], preview.FindAll("th").Select(head => head.TextContent));
        Assert.Equal(["1", "0.0001", "–", "2", "0.0003", "0.2"], preview.FindAll("td").Select(cell => cell.TextContent));
        Assert.Equal("The first 2 of them.", preview.Find("p.dim").TextContent);
    }

    [Fact]
    public void Render_MethodThatLearns_SaysWhyNothingIsShown()
    {
        var preview = Render<DraftPreview>(p => p.Add(c => c.Preview, new SweepPreview { Experiments = 1, Epochs = 2.5 }));

        Assert.Equal("1 experiment, 2.5 epochs.", preview.Find("[data-testid=cost]").TextContent);
        Assert.Equal("The method learns from results before it proposes, so that its experiments cannot be shown.", preview.Find("p.dim").TextContent);
        Assert.Empty(preview.FindAll("table"));
    }

    [Fact]
    public void Render_NothingYet_SaysWhenSomethingIs()
    {
        var preview = Render<DraftPreview>(p => p.Add(c => c.Preview, null).Add(c => c.Fault, "No silo answers."));
        Assert.Equal("No silo answers.", preview.Find("[role=alert]").TextContent);
        Assert.Equal("Its first experiments appear here when nothing is wrong any more.", preview.Find("p.dim").TextContent);
        Assert.Equal("What it would be", preview.Find("h2").TextContent.Trim());

        preview.Render(p => p.Add(c => c.Checking, true));
        Assert.Equal("What it would be · checking", preview.Find("h2").TextContent.Trim());
        Assert.Empty(preview.FindAll("p.dim"));
    }

    private static HyperParameterSet Set(double lr) => HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(lr)).With("epochs", HyperParameterValue.Of(5L));
}
