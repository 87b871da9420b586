using Bunit;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class WhenTests : PageTest
{
    [Fact]
    public void Render_Moment_IsTheDistanceFromNowWithTheExactTimeBehindIt()
    {
        var time = Render<When>(p => p.Add(c => c.At, new DateTimeOffset(2026, 3, 1, 12, 58, 30, TimeSpan.FromHours(1)))).Find("time");

        Assert.Equal("1 min ago", time.TextContent);
        Assert.Equal("2026-03-01T11:58:30.0000000Z", time.GetAttribute("datetime"));
        Assert.Equal("2026-03-01 11:58:30Z", time.GetAttribute("title"));
    }

    [Fact]
    public void Render_Never_IsADash()
    {
        var when = Render<When>(p => p.Add(c => c.At, null));

        Assert.Equal("–", when.Markup.Trim());
        Assert.Empty(when.FindAll("time"));
    }
}
