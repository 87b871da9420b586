using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class NewSweepPageTests : PageTest
{
    private static readonly HyperParameterDefinition Lr = new()
    {
        Name = "lr", Type = HyperParameterType.Number, Default = HyperParameterValue.Of(5e-5), Minimum = 0, Help = "Learning rate.", Group = "Optimization",
    };

    private static readonly HyperParameterDefinition Epochs = new()
    {
        Name = "epochs", Type = HyperParameterType.Integer, Default = HyperParameterValue.Of(10L), Minimum = 1, Help = "Epochs to train.", Group = "Optimization",
    };

    private IRenderedComponent<NewSweepPage> Open()
    {
        Client.Definitions = [Lr, Epochs];
        Client.Preview = new SweepPreview { Experiments = 2, Epochs = 20, First = [HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(1e-4)), HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(3e-4))] };
        var page = Render<NewSweepPage>();
        Pass(page, p => p.Find("[data-testid=option-lr]"));
        return page;
    }

    [Fact]
    public void Form_Change_IsWrittenIntoTheYaml()
    {
        var page = Open();
        Do(page, p => p.Find("[data-testid=values-lr]").Change("1e-5, 1e-4"));
        Do(page, p => p.Find("[data-testid=kind-epochs]").Change("Range"));
        Pass(page, p => Assert.Contains("lr: { values: [1e-5, 1e-4] }", Yaml(p), StringComparison.Ordinal));
        Pass(page, p => Assert.Contains("epochs: { min: 1, max: 100 }", Yaml(p), StringComparison.Ordinal));
    }

    [Fact]
    public void Yaml_Change_IsShownInTheForm()
    {
        var page = Open();
        Do(page, p => p.Find("[data-testid=yaml]").Input("name: other\nmethod: random\nparameters:\n  epochs: { value: 3 }\n"));
        Pass(page, p => Assert.Equal("3", p.Find("[data-testid=value-epochs]").GetAttribute("value")));
        Assert.Equal("other", page.Find("[data-testid=draft-name]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=values-lr]"));
    }

    [Fact]
    public void Check_Errors_StandAtFieldAndLine()
    {
        var page = Open();
        Client.Preview = new SweepPreview { Errors = [new SweepError(8, "lr: 7 is greater than 1")] };
        Do(page, p => p.Find("[data-testid=values-lr]").Change("7"));
        Pass(page, p =>
        {
            Assert.Contains("lr: 7 is greater than 1", p.Find("[data-testid=option-lr]").TextContent, StringComparison.Ordinal);
            Assert.Contains("line 8", p.Find("[data-testid=yaml-errors]").TextContent, StringComparison.Ordinal);
            Assert.True(p.Find("[data-testid=start]").HasAttribute("disabled"));
        });
    }

    [Fact]
    public async Task Start_CheckedDraft_SubmitsItAndOpensTheSweep()
    {
        Client.Submitted = SubmitResult.Of(Some.Sweep([Some.Experiment()]));
        var page = Open();
        Pass(page, p => Assert.Equal("Start 2 experiments", p.Find("[data-testid=start]").TextContent.Trim()));
        Assert.Contains("2 experiments, 20 epochs", page.Find("[data-testid=cost]").TextContent, StringComparison.Ordinal);
        await Begin(page, p => p.Find("[data-testid=start]").ClickAsync());
        Assert.Equal(("", (object)Yaml(page)), Assert.Single(Client.Asked));
        Assert.EndsWith("/sweeps/sabc23", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FromASweep_IsFilledWithItsYaml()
    {
        Client.Views = [new(Some.Sweep([Some.Experiment()]) with { Yaml = "name: cloned\nmethod: grid\nparameters:\n  lr: { value: 0.25 }\n" }, [Some.Experiment()])];
        Services.GetRequiredService<NavigationManager>().NavigateTo("sweeps/new?from=sabc23");
        var page = Open();
        Pass(page, p => Assert.Equal("0.25", p.Find("[data-testid=value-lr]").GetAttribute("value")));
    }

    private static string Yaml(IRenderedComponent<NewSweepPage> page) => page.Find("[data-testid=yaml]").GetAttribute("value")!;
}
