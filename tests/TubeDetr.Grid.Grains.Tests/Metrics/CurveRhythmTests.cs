using TubeDetr.Grid.Grains.Metrics;

namespace TubeDetr.Grid.Grains.Tests.Metrics;

public sealed class CurveRhythmTests
{
    [Theory]
    [InlineData(0, 255, false)]
    [InlineData(0, 256, true)]
    [InlineData(10_000, 12_499, false)]
    [InlineData(10_000, 12_500, true)]
    public void IsTime_RowsSinceTheLastSave_IsAPartOfWhatWasSaved(long saved, long now, bool expected)
    {
        var rhythm = new CurveRhythm();
        rhythm.Saved(saved);

        Assert.Equal(expected, rhythm.IsTime(now));
    }
}
