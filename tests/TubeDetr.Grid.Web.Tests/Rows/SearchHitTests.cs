using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Rows;

public sealed class SearchHitTests
{
    private static readonly ExperimentSnapshot[] Two =
    [
        Some.Experiment(0, lr: 1e-4) with { Tags = ["baseline"], Note = "first try" },
        Some.Experiment(1, ExperimentState.Failed, lr: 3e-4),
    ];

    [Theory]
    [InlineData("first", "first-sweep", "sabc23-01", "sabc23-02")]
    [InlineData("SABC23-02", "sabc23-02")]
    [InlineData("baseline", "sabc23-01")]
    [InlineData("failed 0.0003", "sabc23-02")]
    [InlineData("sabc", "sabc23-01", "sabc23-02", "first-sweep")]
    [InlineData("  ")]
    [InlineData("nothing-like-this")]
    public void Find_Words_AreAllThere(string text, params string[] names) =>
        Assert.Equal(names, SearchHit.Find(text, [Some.View([.. Two])]).Select(hit => hit.Name));

    [Fact]
    public void Find_Many_StopsAtADozen() =>
        Assert.Equal(SearchHit.Most, SearchHit.Find("sabc", [Some.View([.. Enumerable.Range(0, 50).Select(i => Some.Experiment(i))])]).Length);
}
