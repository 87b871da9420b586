using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Drafts;

public sealed class SweepDraftTests
{
    private const string Yaml =
        """
        # what this is for
        name: first
        method: grid   # every cell
        metric:
          name: viou
          goal: maximize
        parameters:
          # rates
          lr: { values: [0.0001, 0.0003] }  # two
          dropout:
            values:
              - 0.0
              - 0.1
          lr_backbone: { same_as: lr }
          warm: { min: 1, max: 9, distribution: q_uniform, q: 2 }
          odd: { value: 1, when: other }
        """;

    [Fact]
    public void Read_Entries_HaveTheirKindValuesAndLines()
    {
        var draft = SweepDraft.Read(Yaml);
        Assert.Equal(new SearchChoice(SearchKind.Values, "0.0001, 0.0003"), draft.Choice("lr"));
        Assert.Equal(new SearchChoice(SearchKind.Values, "0.0, 0.1"), draft.Choice("dropout"));
        Assert.Equal(new SearchChoice(SearchKind.SameAs, "lr"), draft.Choice("lr_backbone"));
        Assert.Equal(new SearchChoice(SearchKind.Range, "", "1", "9", "q_uniform", "2"), draft.Choice("warm"));
        Assert.Equal(SearchKind.Written, draft.Choice("odd").Kind);
        Assert.Equal(SearchChoice.Default, draft.Choice("epochs"));
        Assert.Equal([(9, 9), (10, 13), (14, 14), (15, 15), (16, 16)], draft.Entries.Select(entry => (entry.Line, entry.LastLine)));
        Assert.Equal(("first", "maximize", 3), (draft.Text("name"), draft.Text("metric.goal"), draft.Line("method")));
    }

    [Theory]
    [InlineData("lr", "{ value: 0.001 }", "  lr: { value: 0.001 }  # two")]
    [InlineData("dropout", "{ value: 0.2 }", "    { value: 0.2 }")]
    public void With_Choice_ChangesItsPlaceAlone(string name, string written, string line)
    {
        var next = SweepDraft.Read(Yaml).With(name, new SearchChoice(SearchKind.Value, written.Split(' ')[2]));
        Assert.Contains(line, next.Yaml.Split('\n'));
        Assert.Contains("# what this is for", next.Yaml, StringComparison.Ordinal);
        Assert.Equal(SearchKind.Value, next.Choice(name).Kind);
        Assert.Equal(5, next.Entries.Length);
    }

    [Fact]
    public void With_NewChoice_IsAddedAtTheEndWithItsIndent()
    {
        var next = SweepDraft.Read(Yaml).With("epochs", new SearchChoice(SearchKind.Value, "5"));
        Assert.EndsWith("  odd: { value: 1, when: other }\n  epochs: { value: 5 }\n", next.Yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lr", 4, 16)]
    [InlineData("dropout", 4, 13)]
    [InlineData("odd", 4, 16)]
    public void With_Default_TakesTheLinesOut(string name, int entries, int lines)
    {
        var next = SweepDraft.Read(Yaml).With(name, SearchChoice.Default);
        Assert.Equal((entries, lines - 1), (next.Entries.Length, next.Yaml.TrimEnd('\n').Split('\n').Length));
        Assert.Null(next.Fault);
    }

    [Theory]
    [InlineData("name", "second try", "name: second try")]
    [InlineData("method", "random", "method: random   # every cell")]
    [InlineData("metric.goal", "minimize", "  goal: minimize")]
    [InlineData("run_cap", "20", "run_cap: 20")]
    public void With_Path_SetsOneLine(string path, string value, string line)
    {
        var next = SweepDraft.Read(Yaml).With(path, value);
        Assert.Contains(line, next.Yaml.Split('\n'));
        Assert.Equal(value, next.Text(path));
        Assert.Equal(5, next.Entries.Length);
    }

    [Fact]
    public void With_EmptyPath_TakesTheKeyOut() =>
        Assert.Equal(Yaml, SweepDraft.Read(Yaml).With("run_cap", "20").With("run_cap", "").Yaml);

    [Theory]
    [InlineData("")]
    [InlineData("method: grid\n")]
    [InlineData("method: grid\nparameters:\n")]
    [InlineData("method: grid\nparameters: {}\n")]
    [InlineData("method: grid\nparameters: { lr: { value: 1 } }\n")]
    public void With_ChoiceInASparseText_MakesWhatIsMissing(string yaml)
    {
        var next = SweepDraft.Read(yaml.Length == 0 ? "name: x" : yaml).With("epochs", new SearchChoice(SearchKind.Values, "1, 2"));
        Assert.Null(next.Fault);
        Assert.Equal("1, 2", next.Choice("epochs").Text);
    }

    [Fact]
    public void Read_NoYaml_SaysWhere()
    {
        var draft = SweepDraft.Read("name: x\nparameters: [1\n");
        Assert.NotNull(draft.Fault);
        Assert.InRange(draft.FaultLine, 2, 3);
        Assert.Empty(draft.Entries);
    }

    [Theory]
    [InlineData("a,b", "{ value: \"a,b\" }")]
    [InlineData("say \"so\"", "{ value: \"say \\\"so\\\"\" }")]
    [InlineData("synthetic/dataset.json", "{ value: synthetic/dataset.json }")]
    [InlineData("", "{ value: \"\" }")]
    public void ToYaml_Text_IsReadBackAsItWas(string text, string yaml)
    {
        var choice = new SearchChoice(SearchKind.Value, text);
        Assert.Equal(yaml, choice.ToYaml());
        Assert.Equal(choice, SweepDraft.Read($"parameters:\n  a: {yaml}").Choice("a"));
    }
}
