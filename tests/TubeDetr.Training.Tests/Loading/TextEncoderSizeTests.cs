using TubeDetr.Model.Text;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Loading;

public sealed class TextEncoderSizeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-encoders-");

    [Fact]
    public void FolderOf_SubfolderOfThatType_IsTaken()
    {
        var large = Directory.CreateDirectory(Path.Combine(folder.FullName, "roberta-large")).FullName;
        File.WriteAllText(Path.Combine(large, "config.json"), "{}");

        Assert.Equal(large, TextEncoderSize.FolderOf(folder.FullName, "roberta-large"));
        Assert.Equal(folder.FullName, TextEncoderSize.FolderOf(folder.FullName, "roberta-base"));
    }

    [Fact]
    public void Require_OtherTypeThanFound_SaysWhatIsThere()
    {
        var tiny = new RobertaConfig { NumHiddenLayers = 2, HiddenSize = 48 };

        TextEncoderSize.Require("roberta-base", tiny, "config.json");
        var fault = Assert.Throws<InvalidOptionsException>(() => TextEncoderSize.Require("roberta-large", tiny, "config.json"));

        Assert.StartsWith("text_encoder_type: roberta-large has 24 layers of width 1024, but config.json describes 2 of width 48", Assert.Single(fault.Errors), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
