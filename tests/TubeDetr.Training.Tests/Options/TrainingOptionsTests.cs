using TubeDetr.Training.Options;
using TubeDetr.Training.Tests.Golden;

namespace TubeDetr.Training.Tests.Options;

public sealed class TrainingOptionsTests
{
    private static readonly KeyValuePair<string, string>[] Data = [new("dataset_config", "data")];

    [Fact]
    public void Parse_Nothing_HasTheOriginalsDefaults()
    {
        var args = GoldenCase.Named("train-adamw-ema").Json;
        var changed = args.GetProperty("changed_args").EnumerateObject().Select(p => p.Name)
            .Concat(["dataset_config", "combine_datasets", "combine_datasets_val", "backbone", "enc_layers", "dec_layers", "dim_feedforward", "hidden_dim", "dropout", "nheads", "stride", "device"])
            .ToHashSet(StringComparer.Ordinal);
        var compared = 0;
        foreach (var argument in args.GetProperty("args").EnumerateObject().Where(a => !changed.Contains(a.Name) && OptionTable.Find(a.Name).Option is not null))
        {
            Assert.Equal(argument.Value.ToString().ToLowerInvariant(), OptionTable.Get(argument.Name).DefaultText.ToLowerInvariant());
            compared++;
        }

        Assert.True(compared > 40, $"Only {compared} options were compared.");
    }

    [Fact]
    public void Table_EveryArgumentOfTheOriginal_IsAnOption()
    {
        var names = GoldenCase.Named("train-adamw-ema").Json.GetProperty("args").EnumerateObject().Select(a => a.Name).Where(name => name is not "distributed");
        Assert.DoesNotContain(names, name => OptionTable.Find(name).Option is null);
    }

    [Fact]
    public void Parse_Values_KeepTheirTypes()
    {
        var options = Parse(("lr", "3e-4"), ("epochs", "4.0"), ("ema", "true"), ("no_tmp_crop", "true"), ("fast-mode", "pool"), ("combine_datasets", "hcstvg")).OrThrow();

        Assert.Equal(3e-4, options.Lr);
        Assert.Equal(4, options.Epochs);
        Assert.True(options.Ema);
        Assert.False(options.TmpCrop);
        Assert.Equal("pool", options.FastMode);
        Assert.Equal(["hcstvg"], options.CombineDatasets);
    }

    [Fact]
    public void Parse_SeveralFaults_ReportsAllAtOnce()
    {
        var parse = Parse(("lr", "3"), ("lr_bckbone", "1e-5"), ("epochs", "many"), ("schedule", "stop"), ("batch_size", "0"), ("num_queries", "0"), ("resume", "a.pth"));

        Assert.False(parse.Succeeded);
        Assert.Collection(
            parse.Errors,
            error => Assert.Equal("lr: 3 is above the greatest allowed value 1", error),
            error => Assert.Equal("lr_bckbone: there is no option of this name; did you mean lr_backbone?", error),
            error => Assert.Equal("epochs: \"many\" is not a whole number", error),
            error => Assert.Equal("schedule: \"stop\" is not one of step, multistep, linear_with_warmup, all_linear_with_warmup; did you mean step?", error),
            error => Assert.Equal("batch_size: 0 is below the smallest allowed value 1", error),
            error => Assert.StartsWith("num_queries: 0", error, StringComparison.Ordinal),
            error => Assert.StartsWith("resume: an experiment resumes", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_FlagAndItsNegation_AreTheSameOptionGivenTwice() =>
        Assert.Equal(["aux_loss: is given twice"], Parse(("aux_loss", "true"), ("no_aux_loss", "true")).Errors);

    [Theory]
    [InlineData("resolution", "resolution=100")]
    [InlineData("sted", "sted=false")]
    [InlineData("stride", "stride=0")]
    [InlineData("hidden_dim", "hidden_dim=36")]
    [InlineData("dilation", "dilation=true;backbone=resnet18")]
    [InlineData("video_max_len_train", "video_max_len=100")]
    public void Parse_CombinationThatCannotWork_IsRefused(string name, string choices)
    {
        var pairs = choices.Split(';').Select(choice => (choice.Split('=')[0], choice.Split('=')[1])).ToArray();
        var error = Assert.Single(Parse(pairs).Errors);
        Assert.StartsWith(name + ": ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backbone", "timm_tf_efficientnet_b3_ns", "choose one of torchvision's ResNets")]
    [InlineData("no_pass_pos_and_query", "true", "the original crashes without it")]
    [InlineData("tb_dir", "logs", "the experiment's page")]
    [InlineData("device", "cpu", "grid train has --device")]
    [InlineData("output_dir", "out", "grid train has --output-dir")]
    [InlineData("resume", "a.pth", "grid train has --resume")]
    [InlineData("world_size", "2", "grid train has --world-size, --rank and --dist-url")]
    [InlineData("rank", "1", "grid train has --world-size, --rank and --dist-url")]
    [InlineData("dist_url", "tcp://a:1", "grid train has --world-size, --rank and --dist-url")]
    [InlineData("caption_example", "a man", "use grid ground")]
    [InlineData("video_example", "a.mp4", "use grid ground")]
    [InlineData("start_example", "1", "use grid ground")]
    [InlineData("end_example", "2", "use grid ground")]
    [InlineData("port", "8080", "use grid ground")]
    [InlineData("start_epoch", "10", "leaves nothing to train of 10 epochs")]
    [InlineData("reset_temporal", "true", "without load")]
    public void Parse_WhatIsDoneElsewhere_SaysWhatToUseInstead(string name, string value, string instead)
    {
        var error = Assert.Single(Parse((name, value)).Errors);
        Assert.StartsWith(name + ": ", error, StringComparison.Ordinal);
        Assert.Contains(instead, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoDataSet_SaysSo() =>
        Assert.StartsWith("dataset_config: is needed", Assert.Single(TrainingOptions.Parse([]).Errors), StringComparison.Ordinal);

    [Fact]
    public void Chosen_ParsedAgain_GivesEqualOptions()
    {
        var options = Parse(("lr", "0.1234567890123"), ("no_tsa", "true"), ("no_guided_attn", "1"), ("seed", "7"), ("fast_mode", "gating")).OrThrow();
        Assert.Equal(options, TrainingOptions.Parse(options.Chosen()).OrThrow());
    }

    [Fact]
    public void Table_Help_IsOneSentenceEach() =>
        Assert.DoesNotContain(OptionTable.All, option => !option.Help.EndsWith('.') || option.Name.Any(char.IsUpper));

    private static OptionParse Parse(params (string Name, string Value)[] values) => TrainingOptions.Parse(
        values.Select(value => KeyValuePair.Create(value.Name, value.Value))
            .Concat(Data));
}
