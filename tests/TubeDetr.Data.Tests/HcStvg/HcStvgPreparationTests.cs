using TubeDetr.Data.HcStvg;

namespace TubeDetr.Data.Tests.HcStvg;

public sealed class HcStvgPreparationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Prepare_VideoMissing_NamesItAndWritesNothing()
    {
        var raw = CopyWithout("58_abc.mp4");
        var error = Assert.Throws<DatasetException>(() => HcStvgPreparation.Prepare(raw, raw, _folder.At("out")));
        Assert.Contains("58_abc.mp4", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void Prepare_SkipMissing_LeavesTheAnnotationOut()
    {
        var raw = CopyWithout("58_abc.mp4");
        var files = HcStvgPreparation.Prepare(raw, raw, _folder.At("out"), skipMissing: true);
        Assert.Contains(files, f => f.Skipped > 0);
        Assert.DoesNotContain("58_abc", string.Concat(files.Select(f => File.ReadAllText(f.Path))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"61_q.mp4\": {\"st_frame\": 1}}")]
    [InlineData("{\"61_q.mp4\": 3}")]
    [InlineData("{")]
    public void Prepare_BrokenRawFile_NamesIt(string json)
    {
        var raw = CopyWithout("none");
        File.WriteAllText(Path.Combine(raw, "test.json"), json);
        var error = Assert.Throws<DatasetException>(() => HcStvgPreparation.Prepare(raw, raw, _folder.At("out")));
        Assert.Contains(Path.Combine(raw, "test.json"), error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string CopyWithout(string video)
    {
        var source = GoldenFiles.At("preproc-hcstvg", "raw");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(video, StringComparison.Ordinal)))
        {
            var target = _folder.At("raw", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return _folder.At("raw");
    }
}
