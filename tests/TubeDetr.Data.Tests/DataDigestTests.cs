using TubeDetr.Data.Synthetic;

namespace TubeDetr.Data.Tests;

public sealed class DataDigestTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-digest-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Of_TheSameClipsInAnotherFolder_IsTheSameAndOtherClipsAreNot()
    {
        var here = Digest("here", seed: 1);

        Assert.Equal(here, Digest("there", seed: 1));
        Assert.NotEqual(here, Digest("other", seed: 2));
        Assert.Equal(64, here.Length);
    }

    [Fact]
    public void Of_OneWordIsAnother_IsAnother()
    {
        var digest = Digest("clips", seed: 1);
        var file = Directory.GetFiles(folder.FullName, "train_proc.json", SearchOption.AllDirectories).Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("the ", "a ", StringComparison.Ordinal));

        Assert.NotEqual(digest, Read("clips"));
    }

    private string Digest(string name, int seed)
    {
        SyntheticDataset.Generate(Path.Combine(folder.FullName, name), new SyntheticOptions { Clips = 10, Seed = seed });
        return Read(name);
    }

    private string Read(string name)
    {
        var config = DatasetConfig.Load(Path.Combine(folder.FullName, name, "dataset.json"));
        var data = VideoGroundingData.Open(config, new DatasetOptions { CombineDatasets = ["hcstvg"], CombineDatasetsVal = ["hcstvg"], Resolution = 64, Stride = 2, VideoMaxLen = 8, Fps = 5 });
        return DataDigest.Of([data.Train!, .. data.Evaluation.Select(set => set.Dataset)]);
    }
}
