using TubeDetr.Data.VidStg;

namespace TubeDetr.Data.Tests.VidStg;

public sealed class VidStgPreparationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VidStgPreparationTests()
    {
        var source = GoldenFiles.At("preproc-vidstg", "raw");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = _folder.At("raw", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [Fact]
    public void Prepare_Progress_EndsAtOne()
    {
        var told = new Told();
        Prepare(progress: told);
        Assert.Equal(1, told.Parts[^1]);
        Assert.Equal(told.Parts.Order(), told.Parts);
    }

    [Theory]
    [InlineData("\"temporal_gt\": {\"begin_fid\": 5, \"end_fid\": 24}", "\"temporal_gt\": {\"begin_fid\": 5, \"end_fid\": 99}", "correct temporal_gt")]
    [InlineData("\"target_id\": 0", "\"target_id\": 7", "has no object 7 in VidOR")]
    [InlineData("\"vid\": \"25022\"", "\"vid\": \"1\"", "videos that have no VidOR annotation: 1")]
    [InlineData("\"used_segment\"", "\"segment\"", "not in the expected format")]
    public void Prepare_SentenceThatDoesNotFit_NamesItAndWritesNothing(string find, string replace, string says)
    {
        var file = _folder.At("raw", "ann", "val_annotations.json");
        var text = File.ReadAllText(file);
        Assert.Contains(find, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(find, replace, StringComparison.Ordinal));
        var error = Assert.Throws<DatasetException>(() => Prepare());
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.At("out")));
    }

    [Fact]
    public void Prepare_SkipMissing_LeavesTheSentencesOut()
    {
        File.Delete(_folder.At("raw", "vidor", "training", "0001", "25022.json"));
        var files = Prepare(skipMissing: true);
        Assert.Contains(files, file => file.Skipped > 0);
        Assert.DoesNotContain("25022", File.ReadAllText(_folder.At("out", "train.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_NoVidOr_SaysWhereItLooked()
    {
        var error = Assert.Throws<DatasetException>(() => VidStgPreparation.Prepare(_folder.At("none"), _folder.At("raw", "ann"), _folder.At("out")));
        Assert.Contains(_folder.At("none", "training"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_BrokenVidOrFile_NamesIt()
    {
        var file = _folder.At("raw", "vidor", "training", "0000", "2401.json");
        File.WriteAllText(file, "{\"video_id\": \"2401\", \"subject/objects\": [], \"trajectories\": [[{\"tid\": 3}]]}");
        var error = Assert.Throws<DatasetException>(() => Prepare());
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<PreparedFile> Prepare(bool skipMissing = false, IProgress<double>? progress = null) =>
        VidStgPreparation.Prepare(_folder.At("raw", "vidor"), _folder.At("raw", "ann"), _folder.At("out"), skipMissing, progress, TestContext.Current.CancellationToken);

    private sealed class Told : IProgress<double>
    {
        public List<double> Parts { get; } = [];

        public void Report(double value) => Parts.Add(value);
    }
}
