using System.Text.Json;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Cli.Tests.Rendering;

public sealed class JsonTextTests
{
    [Fact]
    public void Of_Experiment_HasPlainIdsTypedValuesAndSeconds()
    {
        var experiment = Some.Experiment(0, ExperimentState.Running, 1.5, 0.25) with
        {
            HyperParameters = HyperParameterSet.Empty
                .With("ema", HyperParameterValue.Of(true))
                .With("epochs", HyperParameterValue.Of(3))
                .With("lr", HyperParameterValue.Of(3e-4))
                .With("backbone", HyperParameterValue.Of("tiny-gn"))
                .With("combine_datasets", HyperParameterValue.Of(["vidstg", "hcstvg"])),
        };

        using var json = JsonDocument.Parse(JsonText.Of(experiment));
        var root = json.RootElement;

        Assert.Equal("s7k2q9-01", root.GetProperty("id").GetString());
        Assert.Equal("running", root.GetProperty("state").GetString());
        Assert.Equal(95, root.GetProperty("eta").GetDouble());
        Assert.Equal(0.25, root.GetProperty("last_metrics").GetProperty("viou").GetDouble());
        var set = root.GetProperty("hyper_parameters");
        Assert.True(set.GetProperty("ema").GetBoolean());
        Assert.Equal("3", set.GetProperty("epochs").GetRawText());
        Assert.Equal(3e-4, set.GetProperty("lr").GetDouble());
        Assert.Equal("tiny-gn", set.GetProperty("backbone").GetString());
        Assert.Equal(["vidstg", "hcstvg"], set.GetProperty("combine_datasets").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public void Of_NotANumber_IsStillOneLineOfJson()
    {
        var text = JsonText.Of(new { loss = double.NaN, note = "two\nlines" });

        Assert.DoesNotContain('\n', text);
        using var json = JsonDocument.Parse(text);
        Assert.Equal("NaN", json.RootElement.GetProperty("loss").GetString());
    }
}
