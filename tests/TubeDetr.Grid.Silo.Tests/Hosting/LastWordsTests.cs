using TubeDetr.Grid.Silo.Hosting;

namespace TubeDetr.Grid.Silo.Tests.Hosting;

public sealed class LastWordsTests
{
    private const string Begins = "---- silo-1 starts at 2026-01-31T12:00:00Z as process 7 ----";
    private const string Regular = "12:00:01.000 info: TubeDetr.Grid[0] something";

    [Theory]
    [InlineData(new[] { Begins, Regular, "terminate called", "  what(): bad", "---- silo-1 ended with code 134 (aborted) ----", Begins, Regular }, new[] { "terminate called", "  what(): bad", "silo-1 ended with code 134 (aborted)" })]
    [InlineData(new[] { Begins, "an older fault", Begins, Regular, "---- silo-1 ended with code 137 (killed) ----", Begins }, new[] { "silo-1 ended with code 137 (killed)" })]
    [InlineData(new[] { Regular, "no launcher writes headlines", "" }, new[] { "no launcher writes headlines" })]
    [InlineData(new[] { Begins, Regular, Begins, Regular }, new string[0])]
    [InlineData(new string[0], new string[0])]
    public void Of_Output_IsWhatCameAfterTheLastRegularLineOfTheLifeBefore(string[] output, string[] expected) => Assert.Equal(expected, LastWords.Of(output));

    [Fact]
    public void Of_LongFault_KeepsItsBeginAndItsEnd()
    {
        var words = LastWords.Of([Regular, .. Enumerable.Range(1, 100).Select(number => FormattableString.Invariant($"at {number}"))]);

        Assert.Equal((15, "at 1", "at 14", "at 100"), (words.Length, words[0], words[13], words[14]));
    }
}
