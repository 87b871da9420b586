using TubeDetr.Grid.Web.Api.Mlflow;

namespace TubeDetr.Grid.Web.Tests.Api.Mlflow;

public sealed class MlflowFilterTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("metrics.viou > 0.3", true)]
    [InlineData("metrics.`viou@0.3` <= 1e-1", false)]
    [InlineData("metrics.viou >= 0.4 and params.lr = '0.0003'", true)]
    [InlineData("metrics.viou >= 0.4 AND params.lr != '0.0003'", false)]
    [InlineData("status = 'FINISHED'", true)]
    [InlineData("attributes.status ILIKE 'fin%'", true)]
    [InlineData("tags.\"a b\" LIKE '%yes_'", true)]
    [InlineData("params.nothing = 'x'", false)]
    [InlineData("params.text = 'this AND that'", true)]
    public void Matches_Filter_IsAsMlflowSays(string filter, bool expected) => Assert.Equal(expected, MlflowFilter.Read(filter).Matches(Field));

    [Theory]
    [InlineData("metrics.viou >")]
    [InlineData("metrics.viou > 1 OR metrics.loss < 1")]
    [InlineData("metrics.viou > 'a")]
    [InlineData("' OR 1=1")]
    public void Read_NoFilter_IsRefused(string filter) => Assert.Throws<MlflowException>(() => MlflowFilter.Read(filter));

    private static object? Field(string kind, string name) => (kind, name) switch
    {
        ("metric", "viou") => 0.4,
        ("metric", "viou@0.3") => 0.5,
        ("param", "lr") => "0.0003",
        ("param", "text") => "this AND that",
        ("attribute", "status") => "FINISHED",
        ("tag", "a b") => "oh yes!",
        _ => null,
    };
}
