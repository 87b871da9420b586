using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class ViewerZoneTests
{
    [Theory]
    [InlineData("", 0, "UTC")]
    [InlineData(null, 0, "UTC")]
    [InlineData("Nowhere/Town", -210, "UTC-03:30")]
    [InlineData("UTC", 0, "UTC")]
    public void Of_WhatTheBrowserSays_HasAName(string? name, int minutes, string expected) => Assert.Equal(expected, ViewerZone.Of(name, minutes).Name);

    [Fact]
    public void At_WhatTheWallShows_IsTheMoment()
    {
        var zone = ViewerZone.Of("", 120);

        Assert.Equal(Some.Start.AddHours(2).ToUnixTimeMilliseconds(), zone.Wall(Some.Start));
        Assert.Equal(Some.Start, zone.At(zone.Wall(Some.Start)));
    }
}
