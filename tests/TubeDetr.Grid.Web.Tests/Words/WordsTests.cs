using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class WordsTests
{
    [Fact]
    public void StateLook_EveryState_HasItsOwnIconAndWord()
    {
        var looks = Enum.GetValues<ExperimentState>().Select(StateLook.Of).ToArray();
        Assert.Equal(looks.Length, looks.Select(look => look.Word).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(looks.Length, looks.Select(look => look.Icon).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<ExperimentState>().Order(), StateLook.BarOrder.Order());
        Assert.All(Enum.GetValues<SweepState>(), state => Assert.NotEmpty(StateLook.Of(state).Word));
    }

    [Fact]
    public void ShortName_Experiment_IsItsPlace() => Assert.Equal("#03", SweepWords.ShortName(new ExperimentId("s7k2q9-03")));

    [Theory]
    [InlineData(2.26, "2.2 / 5")]
    [InlineData(5, "5 / 5")]
    [InlineData(4.9999, "4.9 / 5")]
    public void Epochs_Fraction_IsNeverRoundedUp(double done, string expected) =>
        Assert.Equal(expected, SweepWords.Epochs(Some.Experiment() with { EpochsDone = done }));

    [Fact]
    public void Differing_NamesThatAreSet_AreListed() =>
        Assert.Equal("lr 0.0003, backbone tiny-gn", SweepWords.Differing(Some.Experiment(), ["lr", "backbone", "unset"]));

    [Fact]
    public void Value_Kinds_AreWrittenAsPeopleDo()
    {
        Assert.Equal("5e-5", SweepWords.Value(HyperParameterValue.Of(5e-5)));
        Assert.Equal("8", SweepWords.Value(HyperParameterValue.Of(8L)));
        Assert.Equal("true", SweepWords.Value(HyperParameterValue.Of(true)));
        Assert.Equal(Numbers.Absent, SweepWords.Value(null));
    }

    [Fact]
    public void Resumed_SecondAttempt_SaysWhyTheFirstEnded()
    {
        var experiment = Some.Experiment();
        var first = experiment.Attempts[0] with { Ended = Some.Start.AddMinutes(1), Cause = "silo lost" };
        var second = first with { Number = 2, Ended = null, Cause = null };
        experiment = experiment with { Attempts = [first, second] };
        Assert.Equal("attempt 2, silo lost", AttemptWords.Resumed(experiment, second));
        Assert.Equal("training", AttemptWords.Cause(second));
    }

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(13_400_000, "12.8 MiB")]
    [InlineData(25_000_000_000, "23.3 GiB")]
    [InlineData(512L * 1024 * 1024, "512 MiB")]
    public void Sizes_Bytes_AreBinary(long bytes, string expected) => Assert.Equal(expected, Sizes.Format(bytes));
}
