using System.Text.Json;
using TubeDetr.Data.HcStvg;
using TubeDetr.Data.Tests.Golden;
using TubeDetr.Data.Tests.Video;

namespace TubeDetr.Data.Tests.HcStvg;

public sealed class HcStvgDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BlackFrames _frames = new();

    public HcStvgDatasetTests() => Directory.CreateDirectory(_folder.At("video"));

    public static TheoryData<string> Cases => GoldenCase.Names("data-hcstvg");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Open_Annotations_ChoosesTheFramesOfTheOriginal(string name)
    {
        var golden = GoldenCase.Named(name);
        foreach (var sampling in golden.Json.GetProperty("sampling").EnumerateArray())
        {
            var dataset = Open(golden, Options(sampling), training: false);
            var videos = sampling.GetProperty("videos");
            Assert.Equal(videos.EnumerateObject().Count(), dataset.Count);
            foreach (var tube in dataset.Tubes)
            {
                var video = videos.GetProperty(tube.VideoId);
                Assert.Equal(Ints(video.GetProperty("frame_ids")), tube.FrameIds);
                Assert.Equal(Ints(video.GetProperty("inter_frames")), tube.Boxes.Keys.Order());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_RecordedDraws_GivesTheOriginalsClips(string name)
    {
        var golden = GoldenCase.Named(name);
        foreach (var training in new[] { false, true })
        {
            foreach (var setting in golden.Json.GetProperty(training ? "train" : "val").EnumerateArray())
            {
                var dataset = Open(golden, Options(setting), training);
                foreach (var item in setting.GetProperty("items").EnumerateArray())
                {
                    Compare(item, dataset);
                }
            }
        }
    }

    [Theory]
    [InlineData("tube_end_frame\": 121", "tube_end_frame\": 300", "has only 120 boxes")]
    [InlineData("\"frame_count\": 500, \"width\": 640", "\"frame_count\": 50, \"width\": 640", "choose a lower fps")]
    [InlineData("\"video_id\": 1", "\"video_id\": 0", "video_id 0 occurs 2 times")]
    [InlineData("[478, 264, 116, 99]", "[478, 264, \"116\", 99]", "list of boxes")]
    [InlineData("[464, 251", "[464, ", "not in the expected format")]
    public void Open_BrokenAnnotation_NamesFileAndFinding(string find, string replace, string says)
    {
        var path = _folder.At("train_proc.json");
        var text = File.ReadAllText(GoldenCase.Named("data-hcstvg").FileAt("annotations.json"));
        File.WriteAllText(path, text.Contains(find, StringComparison.Ordinal) ? text.Replace(find, replace, StringComparison.Ordinal) : text[..^2]);
        var error = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.Path, path, training: true, new DatasetOptions(), _frames));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_BoxOutsideThePicture_IsRefused()
    {
        var path = _folder.At("train_proc.json");
        var text = File.ReadAllText(GoldenCase.Named("data-hcstvg").FileAt("annotations.json"));
        var box = GoldenCase.Read(GoldenCase.Named("data-hcstvg").FileAt("annotations.json"))[0].GetProperty("trajectory")[4].GetRawText();
        File.WriteAllText(path, text.Replace(box, "[700, 20, 30, 30]", StringComparison.Ordinal));
        var error = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.Path, path, training: true, new DatasetOptions(), _frames));
        Assert.Contains("its box of frame 5 has no area inside the 640x480 picture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingVideoFolderAndAnnotation_SaysWhatToDo()
    {
        var annotations = GoldenCase.Named("data-hcstvg").FileAt("annotations.json");
        var noFolder = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.At("none"), annotations, training: true, new DatasetOptions(), _frames));
        Assert.Contains("put the videos there", noFolder.Message, StringComparison.Ordinal);
        var noFile = Assert.Throws<DatasetException>(() => HcStvgDataset.Open(_folder.Path, _folder.At("none.json"), training: true, new DatasetOptions(), _frames));
        Assert.Contains("data prepare", noFile.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Compare(JsonElement item, TubeDataset dataset)
    {
        var draws = new ReplayedDraws(item.GetProperty("draws"));
        var clip = dataset.Load(item.GetProperty("index").GetInt32(), draws, TestContext.Current.CancellationToken);
        Assert.Equal(0, draws.Left);

        var ffmpeg = item.GetProperty("ffmpeg");
        Assert.Equal(
            (ffmpeg.GetProperty("ss").GetDouble(), ffmpeg.GetProperty("t").GetDouble(), ffmpeg.GetProperty("fps").GetDouble()),
            (_frames.Asked!.Start, _frames.Asked.Duration, _frames.Asked.Fps));

        var shape = item.GetProperty("shape_fast_C_T_H_W") is { ValueKind: JsonValueKind.Array } fast ? fast : item.GetProperty("shape_slow_C_T_H_W");
        Assert.Equal(Ints(shape), (int[])[3, clip.Pixels.Frames, clip.Pixels.Height, clip.Pixels.Width]);

        var target = item.GetProperty("video_target");
        Assert.Equal(target.GetProperty("video_id").GetRawText(), clip.VideoId);
        Assert.Equal(target.GetProperty("caption").GetString(), clip.Caption);
        Assert.Equal(Ints(target.GetProperty("inter_idx")), (int[])[clip.InterIdx.First, clip.InterIdx.Last]);
        Assert.Equal(Ints(target.GetProperty("frames_id")), clip.FramesId);
        Assert.Equal(item.GetProperty("image_ids").EnumerateArray().Select(e => e.GetString()!), clip.Targets.Select(t => t.ImageId), StringComparer.Ordinal);
        CompareBoxes(item, clip);
    }

    private static void CompareBoxes(JsonElement item, Clip clip)
    {
        var size = Ints(item.GetProperty("size_h_w"));
        var original = Ints(item.GetProperty("orig_size_h_w"));
        foreach (var (expected, target) in item.GetProperty("boxes_cxcywh_per_frame").EnumerateArray().Zip(clip.Targets))
        {
            Assert.Equal((size[0], size[1]), target.Size);
            Assert.Equal((original[0], original[1]), target.OrigSize);
            var boxes = expected.EnumerateArray().Select(b => new BoxF(b[0].GetSingle(), b[1].GetSingle(), b[2].GetSingle(), b[3].GetSingle()));
            Assert.Equal(boxes, target.Boxes);
        }
    }

    private TubeDataset Open(GoldenCase golden, DatasetOptions options, bool training)
        => HcStvgDataset.Open(_folder.Path, golden.FileAt("annotations.json"), training, options, _frames);

    private static DatasetOptions Options(JsonElement setting) => new()
    {
        Fps = setting.GetProperty("fps").GetDouble(),
        VideoMaxLen = setting.GetProperty("video_max_len").GetInt32(),
        Resolution = setting.TryGetProperty("resolution", out var resolution) ? resolution.GetInt32() : 224,
        Stride = setting.TryGetProperty("stride", out var stride) ? stride.GetInt32() : 5,
        VideoMaxLenTrain = setting.TryGetProperty("video_max_len_train", out var train) ? train.GetInt32() : 200,
        TmpCrop = setting.TryGetProperty("tmp_crop", out var crop) && crop.GetBoolean(),
        TmpLoc = !setting.TryGetProperty("tmp_loc", out var located) || located.GetBoolean(),
    };

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];
}
