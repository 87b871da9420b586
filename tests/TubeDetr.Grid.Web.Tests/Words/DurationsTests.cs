using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(45.4, "45 s")]
    [InlineData(60, "1 min")]
    [InlineData(725, "12 min 5 s")]
    [InlineData(8040, "2 h 14 min")]
    [InlineData(273600, "3 d 4 h")]
    [InlineData(-5, "0 s")]
    public void Format_Span_HasTwoUnitsAtMost(double seconds, string expected) => Assert.Equal(expected, Durations.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Format_Nothing_IsADash() => Assert.Equal(Numbers.Absent, Durations.Format(null));

    [Theory]
    [InlineData(2, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(7200, "2 h ago")]
    [InlineData(200000, "2 d ago")]
    public void Ago_Distance_HasOneUnit(int seconds, string expected) => Assert.Equal(expected, Durations.Ago(Some.Start, Some.Start.AddSeconds(seconds)));
}
