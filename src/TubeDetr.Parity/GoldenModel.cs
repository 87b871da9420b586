using System.Text.Json;
using TubeDetr.Model;
using TubeDetr.Model.Text;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Parity;

/// <summary>What <c>args</c> and <c>text_config</c> of a golden case make.</summary>
public static class GoldenModel
{
    /// <summary>
    /// The options of <c>args</c>, without any dropout. Rules between options are not asked: the original ran with these. What only starts its process (device, folders, data sets) is left out.
    /// </summary>
    public static TrainingOptions Options(GoldenCase golden) => Options(golden.Name, golden.Json.GetProperty("args"));

    /// <summary>The options of arguments, as above.</summary>
    /// <param name="where">What the arguments belong to.</param>
    /// <param name="args">Names and values as the original's parser made them.</param>
    public static TrainingOptions Options(string where, JsonElement args)
    {
        var options = new TrainingOptions { ResizerDropout = 0, StedDropout = 0 };
        foreach (var argument in args.EnumerateObject())
        {
            if (OptionTable.Find(argument.Name).Option is { OnlyDefault: null, Type: not OptionType.TextList } option)
            {
                var (value, fault) = OptionText.Parse(option, argument.Value.ToString());
                option.Set(options, value ?? throw new FormatException($"{where} was made with {argument.Name} {argument.Value}, but {fault}."));
            }
        }

        return options with { Dropout = 0 };
    }

    /// <summary>The model of a case on its device, its weights filled by the rule.</summary>
    public static TubeDetrModel Build(GoldenCase golden)
    {
        var model = new TubeDetrModel(OptionMapping.ForModel(Options(golden)), Text(golden));
        WeightFill.Fill(model);
        model.To(golden.Device);
        return model;
    }

    /// <summary>The text encoder of a case, without dropout.</summary>
    public static RobertaConfig Text(GoldenCase golden) => RobertaConfig.Parse(golden.Json.GetProperty("text_config").ToString()) with { HiddenDropout = 0, AttentionDropout = 0 };
}
