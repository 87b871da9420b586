using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Yaml;
using TubeDetr.Grid.Silo.Training;

namespace TubeDetr.Grid.Silo.Tests.Training;

public sealed class OptionCatalogTests
{
    private readonly OptionCatalog _catalog = new();

    [Fact]
    public void Definitions_KnownOptions_HaveTypeDefaultAndHelp()
    {
        var lr = Assert.Single(_catalog.Definitions, definition => definition.Name is "lr");
        var epochs = Assert.Single(_catalog.Definitions, definition => definition.Name is "epochs");

        Assert.Equal((HyperParameterType.Number, HyperParameterValue.Of(5e-5)), (lr.Type, lr.Default));
        Assert.Equal((HyperParameterType.Integer, HyperParameterValue.Of(10)), (epochs.Type, epochs.Default));
        Assert.All(_catalog.Definitions, definition => Assert.NotEmpty(definition.Help));
    }

    [Fact]
    public void Violations_RuleBetweenOptions_IsTold() =>
        Assert.Contains(_catalog.Violations(HyperParameterSet.Empty.With("hidden_dim", HyperParameterValue.Of(30))), error => error.StartsWith("hidden_dim", StringComparison.Ordinal));

    [Fact]
    public void ToOptions_Set_ArrivesWithItsValues()
    {
        var options = OptionCatalog.ToOptions(HyperParameterSet.Empty
            .With("lr", HyperParameterValue.Of(3e-4)).With("ema", HyperParameterValue.Of(true)).With("backbone", HyperParameterValue.Of("tiny-gn")).With("dataset_config", HyperParameterValue.Of("d.json")));

        Assert.Equal((3e-4, true, "tiny-gn", "d.json"), (options.Lr, options.Ema, options.Backbone, options.DatasetConfig));
    }

    [Theory]
    [InlineData("first-sweep.yaml", 6)]
    [InlineData("pedestrians.yaml", 2)]
    public void Samples_ThatWeShip_AreAccepted(string name, int experiments)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TubeDetr.Grid.sln")))
        {
            folder = folder.Parent;
        }

        var reading = SweepYaml.Read(File.ReadAllText(Path.Combine(folder.FullName, "deploy", "samples", name)), _catalog);

        Assert.Empty(reading.Errors);
        Assert.Equal(experiments, reading.Proposals.Length);
    }
}
