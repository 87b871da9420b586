using System.CommandLine;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Tests.Training;

public sealed class OptionFlagsTests
{
    public static TheoryData<string> EveryName() => [.. OptionTable.All.Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(EveryName))]
    public void Read_DefaultOfEveryOption_IsAccepted(string name)
    {
        var option = OptionTable.Get(name);
        var value = option switch
        {
            { Type: OptionType.TextList } => "hcstvg",
            { Name: "dataset_config" } => "dataset.json",
            _ => option.DefaultText,
        };
        string[] required = option.Name is "dataset_config" ? [] : ["--dataset_config", "dataset.json"];

        var parse = Parse([OptionFlags.Spell(name), value, .. required]);

        Assert.True(parse.Succeeded, string.Join("; ", parse.Errors));
    }

    [Fact]
    public void Read_CommandLineOfTheOriginal_IsUnderstood()
    {
        var parse = Parse("--dataset_config config/hcstvg.json --lr 3e-4 --combine_datasets hcstvg --combine_datasets_val hcstvg --ema --no_fast --no_tmp_crop --batch_size=2 --fast_mode gating".Split(' '));

        Assert.True(parse.Succeeded, string.Join("; ", parse.Errors));
        var options = parse.Options;
        Assert.Equal((3e-4, true, false, false, 2, "gating"), (options.Lr, options.Ema, options.Fast, options.TmpCrop, options.BatchSize, options.FastMode));
        Assert.Equal(["hcstvg"], options.CombineDatasets);
    }

    [Fact]
    public void Read_SeveralErrors_ReportsAll()
    {
        var parse = Parse("--lr -1 --epochs many --lr_backbon 1e-5 --backbone resnet19".Split(' '));

        Assert.Equal(["lr", "epochs", "backbone", "--lr_backbon"], parse.Errors.Select(error => error.Split(':')[0]).OrderBy(name => Array.IndexOf(["lr", "epochs", "backbone", "--lr_backbon"], name)));
        Assert.Contains("lr_backbone", parse.Errors.Single(error => error.StartsWith("--lr_backbon:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Help_ShowsEverySupportedOptionWithItsDefault()
    {
        using var writer = new StringWriter();

        OptionHelp.Write(writer, _ => true);

        var text = writer.ToString();
        foreach (var option in OptionTable.All.Where(option => option.OnlyDefault is null))
        {
            Assert.Contains(OptionFlags.Spell(option is { Type: OptionType.Boolean, NegativeFlag: { } negative } ? negative : option.Name), text, StringComparison.Ordinal);
            Assert.Contains(option.Help, text, StringComparison.Ordinal);
        }

        Assert.Contains("--lr X                          Learning rate of the transformer and the heads. [default: 5e-05; 0 to 1]", text, StringComparison.Ordinal);
    }

    private static OptionParse Parse(params string[] arguments)
    {
        var flags = new OptionFlags();
        var command = new RootCommand();
        flags.AddTo(command);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return flags.Read(parsed);
    }
}
