using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class ParameterListTests
{
    private static readonly HyperParameterDefinition Lr = Definition("lr", HyperParameterValue.Of(5e-5), "Optimization");
    private static readonly HyperParameterDefinition Load = Definition("load", HyperParameterValue.Of(""), "Model");

    [Fact]
    public void Of_ChosenValue_StandsFirstBesideItsDefault()
    {
        var groups = ParameterList.Of(HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(3e-4)), [Lr, Load]);
        Assert.Equal(["Chosen", "Model"], groups.Select(group => group.Name));
        Assert.Equal(new ParameterLine("lr", "0.0003", true, "5e-5", "Help of lr."), Assert.Single(groups[0].Lines));
        Assert.Equal(new ParameterLine("load", "(empty)", false, null, "Help of load."), Assert.Single(groups[1].Lines));
    }

    [Fact]
    public void Of_NoDefinitionsYet_ShowsWhatWasChosen() =>
        Assert.Equal("lr", Assert.Single(Assert.Single(ParameterList.Of(HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(1d)), [])).Lines).Name);

    private static HyperParameterDefinition Definition(string name, HyperParameterValue value, string group) =>
        new() { Name = name, Type = value.Type, Default = value, Help = $"Help of {name}.", Group = group };
}
