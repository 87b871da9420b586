using System.Text.Json;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ImportanceCommandTests
{
    private readonly CommandLine _line = new();

    public ImportanceCommandTests() => _line.Grid.Importance = new SweepImportance
    {
        Metric = "viou",
        Experiments = 38,
        Explained = 0.83,
        Knobs = [new KnobImportance("lr", 0.6, 0.05), new KnobImportance("dropout", 0.1, 0.02)],
        Pairs = [new PairImportance("lr", "dropout", 0.2)],
        Notes = ["2 experiments without a value are left out"],
    };

    [Fact]
    public async Task Importance_OfASweep_DrawsABarForEachKnobAndSaysTheNotes()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "importance", "s7k2q9", "--metric", "tiou"));

        Assert.Equal(["Importance s7k2q9: tiou"], _line.Grid.Asked);
        Assert.Equal("What viou depends on in sweep s7k2q9: 38 experiments, of whose differences the model explains 83%", _line.OutLines[0]);
        Assert.Matches("^lr +━{18}─{12} +60% +5%", _line.OutLines[2]);
        Assert.Matches("^lr with dropout +━{6}─{24} +20%", _line.OutLines[4]);
        Assert.Equal("Note: 2 experiments without a value are left out.", _line.OutLines[^1]);
    }

    [Fact]
    public async Task Importance_WithJson_PrintsOneLine()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("sweep", "importance", "s7k2q9", "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal(0.6, json.RootElement.GetProperty("knobs")[0].GetProperty("share").GetDouble());
        Assert.Equal("dropout", json.RootElement.GetProperty("pairs")[0].GetProperty("second").GetString());
    }

    [Fact]
    public async Task Importance_OfNoSweep_IsRefused()
    {
        _line.Grid.Importance = null;

        Assert.Equal(ExitCode.BadInput, await _line.Run("sweep", "importance", "snone"));

        Assert.Contains("snone", _line.Error, StringComparison.Ordinal);
    }
}
