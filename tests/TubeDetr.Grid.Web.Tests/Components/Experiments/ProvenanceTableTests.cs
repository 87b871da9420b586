using System.Collections.Immutable;
using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Experiments;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ProvenanceTableTests : PageTest
{
    private IRenderedComponent<ProvenanceTable> Open(params ImmutableArray<AttemptSnapshot> attempts) =>
        Render<ProvenanceTable>(p => p.Add(c => c.Experiment, Some.Experiment() with { Attempts = attempts }));

    private static AttemptSnapshot Attempt(int number, string? commit)
    {
        var attempt = Some.Experiment().Attempts[0] with { Number = number };
        return commit is null ? attempt : attempt with { Provenance = attempt.Provenance.Add("commit", commit) };
    }

    [Fact]
    public void Render_NoModelBuiltYet_ShowsNothing() => Assert.Equal("", Open(Attempt(1, commit: null)).Markup.Trim());

    [Fact]
    public void Render_NewestHasNotBegun_ShowsTheOneBeforeAndWhatDiffered()
    {
        var table = Open(Attempt(1, "aaa"), Attempt(2, "bbb"), Attempt(3, "ccc"), Attempt(4, commit: null));

        Assert.Equal("What attempt 3 computes with", table.Find("caption").TextContent);
        Assert.Equal(["commit", "ccc", "attempt 1: aaa; attempt 2: bbb"], Assert.Single(table.FindAll("tbody tr")).Children.Select(cell => cell.TextContent));
    }

    [Fact]
    public void Render_LongValue_IsCutAndWholeOnHover()
    {
        var cell = Open(Attempt(1, new string('a', 60))).FindAll("td")[0];

        Assert.Equal(new string('a', 48) + "…", cell.TextContent);
        Assert.Equal(new string('a', 60), cell.GetAttribute("title"));
    }
}
