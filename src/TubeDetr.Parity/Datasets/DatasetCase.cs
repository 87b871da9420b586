using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.HcStvg;
using TubeDetr.Data.VidStg;

namespace TubeDetr.Parity.Datasets;

/// <summary>The annotations of a case, opened with one of its settings. No video is there.</summary>
internal sealed class DatasetCase : IDisposable
{
    private readonly string videos = Directory.CreateTempSubdirectory("tubedetr-parity-").FullName;
    private readonly string annotations;
    private readonly bool hasTrajectories;

    public DatasetCase(GoldenCase golden)
    {
        Directory.CreateDirectory(Path.Combine(videos, "video"));
        annotations = golden[golden.Json.GetProperty("annotation_file").GetString()!];
        using var text = File.OpenText(annotations);
        hasTrajectories = text.Read() == '{';
    }

    /// <summary>VidSTG keeps its trajectories apart from its videos, HC-STVG is a list.</summary>
    public TubeDataset Open(JsonElement setting, bool training) => hasTrajectories
        ? VidStgDataset.Open(videos, annotations, training, Options(setting), new NoFrames())
        : HcStvgDataset.Open(videos, annotations, training, Options(setting), new NoFrames());

    public void Dispose() => Directory.Delete(videos, recursive: true);

    /// <summary>What a setting does not say is the original's default.</summary>
    private static DatasetOptions Options(JsonElement setting)
    {
        var defaults = new DatasetOptions();
        return new()
        {
            Fps = setting.Optional("fps")?.GetDouble() ?? defaults.Fps,
            VideoMaxLen = setting.Optional("video_max_len")?.GetInt32() ?? defaults.VideoMaxLen,
            Resolution = setting.Optional("resolution")?.GetInt32() ?? defaults.Resolution,
            Stride = setting.Optional("stride")?.GetInt32() ?? defaults.Stride,
            VideoMaxLenTrain = setting.Optional("video_max_len_train")?.GetInt32() ?? defaults.VideoMaxLenTrain,
            TmpCrop = setting.Optional("tmp_crop")?.GetBoolean() ?? defaults.TmpCrop,
            TmpLoc = (setting.Optional("tmp_loc") ?? setting.Optional("sted"))?.GetBoolean() ?? defaults.TmpLoc,
        };
    }
}
