using System.Collections.Immutable;
using Bunit;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ParameterTableTests : PageTest
{
    private IRenderedComponent<ParameterTable> Open(params ImmutableArray<HyperParameterDefinition> definitions) => Render<ParameterTable>(p => p
        .Add(c => c.Chosen, HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(3e-4)))
        .Add(c => c.Definitions, definitions));

    private static HyperParameterDefinition Definition(string name, HyperParameterValue value, string group) =>
        new() { Name = name, Type = value.Type, Default = value, Help = $"Help of {name}.", Group = group };

    [Fact]
    public void Render_Definitions_TellWhatWasChosenFromWhatWasLeft()
    {
        var table = Open(Definition("lr", HyperParameterValue.Of(5e-5), "Optimization"), Definition("load", HyperParameterValue.Of(""), "Model"));

        Assert.Equal(["Chosen", "Model"], table.FindAll("caption").Select(caption => caption.TextContent));
        var rows = table.FindAll("tr");
        Assert.Equal(["lr", "0.0003", "default 5e-5"], rows[0].Children.Select(cell => cell.TextContent));
        Assert.Equal(["load", "(empty)", "default"], rows[1].Children.Select(cell => cell.TextContent));
        Assert.Equal([("", "Help of lr."), ("default", "Help of load.")], rows.Select(row => (row.ClassName ?? "", row.GetAttribute("title"))));
    }

    [Fact]
    public void Render_DefinitionsNotReadYet_ShowsWhatWasChosen() =>
        Assert.Equal(["lr", "0.0003", ""], Assert.Single(Open().FindAll("tr")).Children.Select(cell => cell.TextContent));
}
