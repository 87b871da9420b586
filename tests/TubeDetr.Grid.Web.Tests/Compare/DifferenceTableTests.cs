using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Compare;

namespace TubeDetr.Grid.Web.Tests.Compare;

public sealed class DifferenceTableTests
{
    [Fact]
    public void Parameters_OneChosenOneDefault_DifferUnlessTheChoiceIsTheDefault()
    {
        ImmutableArray<HyperParameterDefinition> definitions =
        [
            new() { Name = "dropout", Type = HyperParameterType.Number, Default = HyperParameterValue.Of(0.1), Help = "", Group = "" },
            new() { Name = "seed", Type = HyperParameterType.Integer, Default = HyperParameterValue.Of(42L), Help = "", Group = "" },
        ];
        var first = Some.Experiment(0);
        first = first with { HyperParameters = first.HyperParameters.With("dropout", HyperParameterValue.Of(0.2)).With("seed", HyperParameterValue.Of(42L)) };

        var rows = DifferenceTable.Parameters([first, Some.Experiment(1, lr: 1e-3)], definitions);

        Assert.Equal(["dropout", "lr"], rows.Select(row => row.Name));
        Assert.Equal([("0.2", false), ("0.1", true)], rows[0].Values);
    }

    [Fact]
    public void Metrics_OverlapsAndLosses_KnowWhichIsBest()
    {
        var first = Some.Experiment(0) with { LastMetrics = Metrics(("viou", 0.4), ("loss", 2.5), ("grad_norm", 1)) };
        var second = Some.Experiment(1) with { LastMetrics = Metrics(("viou", 0.45), ("loss", 2.75)) };

        var rows = DifferenceTable.Metrics([first, second]);

        Assert.Equal(["loss", "viou", "grad_norm"], rows.Select(row => row.Name));
        Assert.Equal([0], rows[0].Best);
        Assert.Equal([1], rows[1].Best);
        Assert.Empty(rows[2].Best);
        Assert.Equal(0.25, rows[0].Difference(1));
        Assert.Null(rows[2].Difference(1));
        Assert.Null(rows[0].Difference(0));
    }

    private static ImmutableSortedDictionary<string, double> Metrics(params (string Name, double Value)[] metrics) =>
        metrics.ToImmutableSortedDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
}
