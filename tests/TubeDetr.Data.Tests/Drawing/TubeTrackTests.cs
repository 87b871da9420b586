using TubeDetr.Data.Drawing;

namespace TubeDetr.Data.Tests.Drawing;

public sealed class TubeTrackTests
{
    private static readonly TubeTrack Track = new("a dog", 0, 10, 2, 4, [(2, new(0, 0, 10, 10)), (3, new(10, 0, 20, 10))]);

    [Theory]
    [InlineData(1.9, null)]
    [InlineData(2.0, 0.0)]
    [InlineData(2.5, 5.0)]
    [InlineData(3.0, 10.0)]
    [InlineData(3.9, 10.0)]
    [InlineData(4.0, null)]
    public void BoxAt_Second_IsOnTheLineBetweenPredictions(double time, double? left) => Assert.Equal(left, Track.BoxAt(time)?.X0);
}
