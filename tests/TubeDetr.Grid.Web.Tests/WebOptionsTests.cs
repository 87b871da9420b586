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

    [Theory]
    [InlineData("http://0.0.0.0:5080", null, "can be reached from other machines")]
    [InlineData("http://127.0.0.1:5080;http://+:80", "short", "at least 16 characters")]
    [InlineData("http://10.0.0.7:5080", "sixteen characters", null)]
    [InlineData("http://localhost:5080", null, null)]
    public void Read_AddressAndToken_AreOpenToOthersWithATokenOnly(string urls, string? token, string? error)
    {
        var options = WebOptions.Read(["--cluster-redis", "r:1", "--storage", "UseDevelopmentStorage=true", "--urls", urls.Replace("+", "0.0.0.0", StringComparison.Ordinal)], out var errors, token);

        Assert.Equal(error is null, errors.IsEmpty);
        Assert.Equal(error is null ? token : null, options?.Token);
        Assert.All(errors, one => Assert.Contains(error!, one, StringComparison.Ordinal));
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
