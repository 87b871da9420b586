using System.Text.RegularExpressions;

namespace TubeDetr.Architecture.Tests;

/// <summary>How libtorch's memory is handed out: a checkout and an image must train alike.</summary>
public sealed class AllocatorTests
{
    [Theory]
    [InlineData("grid")]
    [InlineData("deploy/Dockerfile.silo")]
    public void Settings_PagesAreKept_AnyFreePieceIsUsedAgain(string path)
    {
        var settings = Settings(path);

        // Kept pages alone made a training grow by gigabytes, see Results/2026-11-28.md of the benchmarks.
        Assert.Contains("dirty_decay_ms:-1", settings);
        Assert.Contains("lg_extent_max_active_fit:63", settings);
    }

    [Fact]
    public void Settings_OfCheckoutAndImage_AreTheSame() => Assert.Equal(Settings("grid"), Settings("deploy/Dockerfile.silo"));

    private static string[] Settings(string path) =>
        Regex.Match(Checkout.Read(path), @"MALLOC_CONF=(?:\$\{MALLOC_CONF:-)?(?<settings>[a-z0-9_:,-]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture).Groups["settings"].Value.Split(',');
}
