using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Tests.Rows.Filters;

public sealed class FilterLanguageTests
{
    private static readonly ExperimentSnapshot Subject = Some.Experiment(0, ExperimentState.Running, best: 0.42) with
    {
        Tags = ["baseline", "small data"],
        Note = "warm start",
        LastMetrics = Some.Metrics(("viou", 0.42), ("viou@0.3", 0.6), ("loss", 2.5)),
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("running", true)]
    [InlineData("RUNNING tiny", true)]
    [InlineData("failed", false)]
    [InlineData("#01", true)]
    [InlineData("lr=0.0003", true)]
    [InlineData("lr = 3e-4", true)]
    [InlineData("lr != 3e-4", false)]
    [InlineData("lr<1e-3 lr>1e-4", true)]
    [InlineData("lr<1e-4", false)]
    [InlineData("backbone=tiny-gn", true)]
    [InlineData("backbone=tiny", false)]
    [InlineData("backbone ~ tiny", true)]
    [InlineData("running failed", false)]
    [InlineData("running or failed", true)]
    [InlineData("metrics.viou > 0.3 and (params.lr > 1e-3 or tags.note in [\"warm start\"])", true)]
    [InlineData("metrics.viou > 0.3 and (params.lr > 1e-3 or tags.note in [\"cold start\"])", false)]
    [InlineData("metrics.viou@0.3 >= 0.6", true)]
    [InlineData("tags in [baseline, other]", true)]
    [InlineData("tags not in ['small data']", false)]
    [InlineData("tags != baseline", false)]
    [InlineData("not failed and not (lr > 1)", true)]
    [InlineData("failed or running and lr > 1", false)]
    [InlineData("(failed or running) and lr < 1", true)]
    [InlineData("state = running AND attempt = 1 and place = 1", true)]
    [InlineData("android", false)]
    [InlineData("metrics.never > 0", false)]
    [InlineData("metrics.never != 0", false)]
    public void Read_Filter_AsksForWhatItSays(string filter, bool expected)
    {
        var reading = FilterLanguage.Read(filter);
        Assert.Null(reading.Fault);
        Assert.Equal(expected, reading.Node!.Matches(Subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("some \"words\"")]
    [InlineData("it's")]
    [InlineData("it's \"both\"")]
    [InlineData(@"C:\new data\table")]
    [InlineData(@"ends with \ ")]
    public void Quote_AnyValue_IsReadAsItself(string value)
    {
        var node = FilterLanguage.Read($"backbone = {FilterLanguage.Quote(value)}").Node!;
        Assert.True(node.Matches(Some.Experiment(backbone: value)));
        Assert.False(node.Matches(Some.Experiment(backbone: value + "x")));
    }

    [Theory]
    [InlineData("lr >", 4, "value")]
    [InlineData("lr > 1 and", 10, "and")]
    [InlineData("(lr > 1", 7, ")")]
    [InlineData("lr in 3", 6, "list")]
    [InlineData("lr in [3", 8, "]")]
    [InlineData("lr > 1) running", 6, "does not go on")]
    public void Read_BrokenFilter_SaysWhatIsMissingAndWhere(string filter, int at, string word)
    {
        var fault = FilterLanguage.Read(filter).Fault!;
        Assert.Equal(at, fault.At);
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownField_IsAFaultUnderItsName()
    {
        var fault = FilterLanguage.Read("lr > 1 or lrr < 2", FilterVocabulary.Of([Subject])).Fault!;
        Assert.Equal((10, 3), (fault.At, fault.Length));
    }
}
