using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Drafts;

public sealed class DraftErrorsTests
{
    private static readonly SweepDraft Draft = SweepDraft.Read("method: moon\nparameters:\n  lr: { value: x }\n  dropout:\n    values: [2]\n");

    [Fact]
    public void Of_Lines_AreFoundAtTheirFields()
    {
        var errors = DraftErrors.Of(Draft, [new(1, "method must be grid"), new(3, "lr: x is no number"), new(5, "dropout: at most 1"), new(null, "epochs: missing")]);
        Assert.Equal(["lr: x is no number"], errors.OfParameter("lr"));
        Assert.Equal(["dropout: at most 1"], errors.OfParameter("dropout"));
        Assert.Equal(["epochs: missing"], errors.OfParameter("epochs"));
        Assert.Equal(["method must be grid"], errors.OfKey("method"));
        Assert.Equal(4, errors.All.Length);
    }

    [Fact]
    public void Of_MissingKey_IsFoundByItsWord() =>
        Assert.Single(DraftErrors.Of(SweepDraft.Read("name: x\n"), [new(null, "method is missing: grid, random")]).OfKey("method"));

    [Fact]
    public void Of_NoYaml_HasThatFaultAlone() =>
        Assert.Contains("not YAML", Assert.Single(DraftErrors.Of(SweepDraft.Read("a: [1"), [new(3, "old")]).All).Message, StringComparison.Ordinal);
}
