namespace TubeDetr.Model.Tests;

public sealed class TubeDetrOptionsTests
{
    public static TheoryData<TubeDetrOptions, string> Refused => new()
    {
        { new() { Backbone = "resnet19" }, "resnet18, resnet34" },
        { new() { PositionEmbedding = "v2" }, "sine or learned" },
        { new() { FastMode = "slow" }, "gating" },
        { new() { HiddenDim = 250 }, "multiple of nheads" },
        { new() { Stride = 0 }, "fast" },
        { new() { Stride = -1 }, "stride is -1" },
        { new() { Dilation = true, Backbone = "resnet18" }, "dilation" },
        { new() { PassPosAndQuery = false }, "pass_pos_and_query" },
        { new() { Sted = false }, "guided" },
        { new() { Dropout = 1 }, "dropout is 1" },
        { new() { StedDropout = double.NaN }, "sted_dropout" },
        { new() { Sigma = 0 }, "sigma" },
    };

    [Fact]
    public void Validate_Defaults_HasNothingToSay() => Assert.Empty(new TubeDetrOptions().Validate());

    [Theory]
    [MemberData(nameof(Refused))]
    public void Validate_WhatTheOriginalFailsOn_SaysWhatToDo(TubeDetrOptions options, string part) =>
        Assert.Contains(part, Assert.Single(options.Validate()), StringComparison.Ordinal);
}
