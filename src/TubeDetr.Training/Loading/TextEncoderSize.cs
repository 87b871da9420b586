using TubeDetr.Model.Text;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Loading;

/// <summary>What <c>text_encoder_type</c> decides: which of several encoders in a folder, and what the one found must be.</summary>
internal static class TextEncoderSize
{
    /// <summary>The subfolder of this type where there is one, else the folder itself.</summary>
    public static string? FolderOf(string? folder, string type) =>
        folder is not null && File.Exists(Path.Combine(folder, type, "config.json")) ? Path.Combine(folder, type) : folder;

    /// <exception cref="InvalidOptionsException">A type other than the default was chosen, and the encoder is of another.</exception>
    public static void Require(string type, RobertaConfig found, string file)
    {
        var (layers, width) = type switch
        {
            "distilroberta-base" => (6, 768),
            "roberta-large" => (24, 1024),
            _ => (found.NumHiddenLayers, found.HiddenSize), // the default: any encoder, small ones for tests among them
        };
        if ((layers, width) != (found.NumHiddenLayers, found.HiddenSize))
        {
            throw new InvalidOptionsException([$"text_encoder_type: {type} has {layers} layers of width {width}, but {file} describes {found.NumHiddenLayers} of width {found.HiddenSize}; name its folder with text_encoder_path, or leave text_encoder_type out"]);
        }
    }
}
