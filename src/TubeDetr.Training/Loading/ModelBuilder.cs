using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Model.Text;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Loading;

/// <summary>The network that options describe, on its device, with the weights that they start from.</summary>
internal static class ModelBuilder
{
    // The original knows the weights of MDETR by their name.
    private const string ImageModel = "pretrained_resnet101_checkpoint.pth";

    private static readonly string[] TextEncoderFiles = ["model.safetensors", "pytorch_model.bin"];

    /// <exception cref="InvalidOptionsException">The options make no model.</exception>
    /// <exception cref="CheckpointException">Weights to start from cannot be read or do not fit.</exception>
    /// <exception cref="DatasetException">The text encoder's configuration cannot be read.</exception>
    public static TubeDetrModel Build(TrainingOptions options, TrainingEnvironment environment, string textEncoderFolder)
    {
        var shape = OptionMapping.ForModel(options);
        if (shape.Validate() is { Count: > 0 } reasons)
        {
            throw new InvalidOptionsException([.. reasons.Select(reason => reason.TrimEnd('.'))]);
        }

        var file = Path.Combine(textEncoderFolder, "config.json");
        var text = ReadConfig(file);
        TextEncoderSize.Require(options.TextEncoderType, text, file);
        var model = new TubeDetrModel(shape, text);
        LoadWeights(model, options, environment, textEncoderFolder);
        model.To(environment.Device);
        return model;
    }

    // In this order: what load brings wins.
    private static void LoadWeights(TubeDetrModel model, TrainingOptions options, TrainingEnvironment environment, string textEncoderFolder)
    {
        if (Array.Find(TextEncoderFiles, name => File.Exists(Path.Combine(textEncoderFolder, name))) is { } file)
        {
            var text = Path.Combine(textEncoderFolder, file);
            environment.Log($"Text encoder from {text}: {WeightFile.LoadTextEncoder(model, text)}.");
        }

        if (options.BackbonePath.Length > 0)
        {
            var path = PathOf("backbone_path", options.BackbonePath, environment);
            environment.Log($"Backbone from {path}: {WeightFile.LoadBackbone(model, path)}.");
        }

        if (options.Load.Length > 0)
        {
            var path = PathOf("load", options.Load, environment);
            environment.Log($"Weights from {path}: {WeightFile.LoadModel(model, path)}.");
            if (options.ResetTemporal || path.Contains(ImageModel, StringComparison.Ordinal))
            {
                model.ResetTemporalParameters();
                environment.Log("Temporal parameters start anew.");
            }
        }
    }

    private static string PathOf(string option, string path, TrainingEnvironment environment) => path.Contains("://", StringComparison.Ordinal)
        ? throw new CheckpointException($"{option}: {path} is an address; download the file and give its path.")
        : Path.GetFullPath(path, environment.DataRoot);

    private static RobertaConfig ReadConfig(string path)
    {
        try
        {
            return RobertaConfig.Parse(File.ReadAllText(path));
        }
        catch (FormatException fault)
        {
            throw new DatasetException($"{path} does not describe a RoBERTa encoder: {fault.Message}", fault);
        }
    }
}
