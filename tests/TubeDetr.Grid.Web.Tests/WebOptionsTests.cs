namespace TubeDetr.Grid.Web.Tests;

public sealed class WebOptionsTests
{
    [Fact]
    public void Read_WhatIsNeeded_LeavesTheRestAtDefaultsOnLoopback()
    {
        var options = WebOptions.Read(["--cluster-redis", "127.0.0.1:6379", "--storage=UseDevelopmentStorage=true"], out var errors);
        Assert.Empty(errors);
        Assert.Equal(("127.0.0.1:6379", "UseDevelopmentStorage=true", "http://127.0.0.1:5080", "tubedetr", "grid"), (options!.ClusterRedis, options.Storage, options.Urls, options.ServiceId, options.ClusterId));
    }

    [Fact]
    public void Read_SeveralMistakes_SaysAllAtOnce()
    {
        Assert.Null(WebOptions.Read(["--urls", "nonsense", "--colour", "blue"], out var errors));
        Assert.Equal(4, errors.Length);
        Assert.Contains(errors, error => error.Contains("--cluster-redis is missing", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("--storage is missing", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Unknown option --colour", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("nonsense", StringComparison.Ordinal));
    }
}
