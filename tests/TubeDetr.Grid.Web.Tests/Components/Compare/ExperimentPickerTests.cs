using System.Collections.Immutable;
using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Compare;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Components.Compare;

public sealed class ExperimentPickerTests : PageTest
{
    private readonly List<string> added = [];
    private readonly List<string> removed = [];

    private IRenderedComponent<ExperimentPicker> Open(IReadOnlyList<ExperimentSnapshot> compared, params ImmutableArray<ExperimentId> missing) => Render<ExperimentPicker>(p => p
        .Add(c => c.Compared, ComparedExperiment.Of(compared))
        .Add(c => c.Missing, missing)
        .Add(c => c.All, new ExperimentList([Some.View(Some.Experiment(0), Some.Experiment(1, lr: 1e-3))]))
        .Add(c => c.Added, id => added.Add(id.Value))
        .Add(c => c.Removed, id => removed.Add(id.Value)));

    [Fact]
    public void Remove_KnownAndMissing_RaisesTheirIds()
    {
        var picker = Open([Some.Experiment(0, ExperimentState.Failed)], new ExperimentId("nobody-01"));
        Assert.Equal("failed", picker.Find("[data-experiment=sabc23-01] .state").TextContent);
        Assert.Contains("nobody-01 does not exist", picker.Find("[data-testid=compared]").TextContent, StringComparison.Ordinal);

        Do(picker, p => p.Find("[aria-label='Compare without nobody-01']").Click());
        Do(picker, p => p.Find("[aria-label='Compare without sabc23-01']").Click());

        Assert.Equal(["nobody-01", "sabc23-01"], removed);
    }

    [Fact]
    public void Add_Id_IsRaisedOnceWithoutBlanks()
    {
        var picker = Open([]);
        Do(picker, p => p.Find("[data-testid=add-experiment]").Change(" sabc23-02 "));
        Do(picker, p => p.Find("form").Submit());
        Do(picker, p => p.Find("form").Submit());

        Assert.Equal(["sabc23-02"], added);
    }

    [Fact]
    public void Render_All_OffersThoseNotComparedYet()
    {
        var option = Assert.Single(Open([Some.Experiment(0)]).FindAll("option"));

        Assert.Equal("sabc23-02", option.GetAttribute("value"));
        Assert.Equal("first-sweep lr 0.001, backbone tiny-gn", option.TextContent);
    }

    [Fact]
    public void Render_Ten_TakesNoMore()
    {
        var picker = Open([.. Enumerable.Range(0, CompareState.Most - 1).Select(index => Some.Experiment(index))], new ExperimentId("nobody-01"));

        Assert.Empty(picker.FindAll("form"));
        Assert.Contains("Ten at most.", picker.Find("[data-testid=compared]").TextContent, StringComparison.Ordinal);
    }
}
