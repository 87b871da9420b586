using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.Conversion;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Tests.Checkpoints.Conversion;

public sealed class CheckpointConversionTests(SyntheticClips clips, TrainedCheckpoint trained) : IClassFixture<TrainedCheckpoint>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-convert-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_CheckpointToPyTorchAndBack_IsTheSameFile(bool adamWithAverage)
    {
        var path = adamWithAverage ? trained.Path : TrainSgd();

        var there = Convert(path, "there.pth", out var report);
        var back = Convert(there, "back.safetensors", out _);

        Assert.Equal((CheckpointKind.Session, CheckpointKind.PyTorch), (report.From, report.To));
        Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(back)), "The checkpoint came back changed.");
    }

    [Fact]
    public void Run_CheckpointToPyTorch_IsWhatTheOriginalSaves()
    {
        using var file = PyTorchFile.Open(Convert(trained.Path, "there.pth", out _));

        var root = (PickleDict)file.Root;
        Assert.Equal(["model", "model_ema", "optimizer", "epoch", "args", "tubedetr"], root.Items.Keys);
        Assert.Equal(0L, root.Find("epoch"));
        Assert.Equal(1e-3, ((PickleDict)root.Find("args")!).Find("lr"));
        var optimizer = (PickleDict)root.Find("optimizer")!;
        var groups = ((PickleList)optimizer.Find("param_groups")!).Items.Cast<PickleDict>().ToArray();
        var numbers = groups.SelectMany(group => ((PickleList)group.Find("params")!).Items).ToArray();
        Assert.Equal(3, groups.Length);
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(number => (object)(long)number), numbers);
        var first = (PickleDict)((PickleDict)optimizer.Find("state")!).Items[0L];
        Assert.Equal(["step", "exp_avg", "exp_avg_sq"], first.Items.Keys);
        Assert.Equal(((PickleDict)root.Find("model")!).Items.Keys, ((PickleDict)root.Find("model_ema")!).Items.Keys);
    }

    [Fact]
    public void Run_CheckpointToWeights_HoldsTheAverageAlone()
    {
        using var before = SafetensorsFile.Open(trained.Path);

        using var after = SafetensorsFile.Open(Convert(trained.Path, "weights.safetensors", out var report, "model_ema"));

        Assert.Equal(CheckpointKind.Weights, report.To);
        var averages = before.Entries.Where(entry => entry.Name.StartsWith("model_ema.", StringComparison.Ordinal)).ToDictionary(entry => entry.Name[10..], entry => Bytes(entry.Tensor), StringComparer.Ordinal);
        Assert.Equal(averages.Keys.Order(StringComparer.Ordinal), after.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(after.Entries, entry => Assert.Equal(averages[entry.Name], Bytes(entry.Tensor)));
    }

    [Fact]
    public void Run_WithoutAverage_RefusesToWriteIt()
    {
        var path = Convert(trained.Path, "model.safetensors", out _, "model");

        var fault = Assert.Throws<CheckpointException>(() => Convert(path, "weights.safetensors", out _, "model_ema"));

        Assert.Equal($"{path} has no model_ema. Choose --weights model.", fault.Message);
    }

    [Fact]
    public void Run_CheckpointToSafetensors_IsRefused()
    {
        var fault = Assert.Throws<CheckpointException>(() => Convert(trained.Path, "same.safetensors", out _));

        Assert.StartsWith($"{trained.Path} is a checkpoint of ours already.", fault.Message, StringComparison.Ordinal);
    }

    private string TrainSgd()
    {
        var path = Path.Combine(folder.FullName, "checkpoint.safetensors");
        using var stop = new CancellationTokenSource();
        using var session = TrainingSession.Create(SyntheticClips.Options(("optimizer", "sgd")), clips.Environment);
        Assert.ThrowsAny<OperationCanceledException>(() => session.TrainEpoch(_ => stop.Cancel(), stop.Token));
        TrainedCheckpoint.Save(session, path);
        return path;
    }

    private string Convert(string from, string name, out ConversionReport report, string? weights = null)
    {
        var path = Path.Combine(folder.FullName, name);
        using var stream = File.Create(path);
        report = new CheckpointConversion(from, name.EndsWith(".pth", StringComparison.Ordinal), weights).Run(stream);
        return path;
    }

    private static byte[] Bytes(StoredTensor tensor)
    {
        using var bytes = new MemoryStream();
        tensor.Stream(span => bytes.Write(span));
        return bytes.ToArray();
    }
}
