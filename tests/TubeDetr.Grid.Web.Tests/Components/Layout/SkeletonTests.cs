using Bunit;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

public sealed class SkeletonTests : PageTest
{
    [Fact]
    public void Render_Rows_HaveTheFinalHeightAndAreNotReadOut()
    {
        var skeleton = Render<Skeleton>(p => p.Add(c => c.Rows, 3).Add(c => c.Height, 40)).Find("[data-testid=skeleton]");

        Assert.Equal(["height:40px", "height:40px", "height:40px"], skeleton.Children.Select(row => row.GetAttribute("style")));
        Assert.Equal("true", skeleton.GetAttribute("aria-hidden"));
    }
}
