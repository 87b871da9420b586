using TorchSharp;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.Conversion;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Tests.Checkpoints.Original;

public sealed class OriginalResumeTests(SyntheticClips clips, TrainedCheckpoint trained) : IClassFixture<TrainedCheckpoint>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-resume-");
    private readonly List<string> log = [];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Resume_PyTorchFileAndSameGenerator_ContinuesBitByBit(bool converted)
    {
        var path = AsOriginal(_ => { });
        if (converted)
        {
            Convert(path, Path.Combine(folder.FullName, "converted.safetensors"), toPyTorch: false);
            path = Path.Combine(folder.FullName, "converted.safetensors");
        }

        var whole = Continue("whole", session =>
        {
            using var stream = File.OpenRead(trained.Path);
            session.Restore(stream);
        });
        var resumed = Continue("resumed", session => session.Resume(path));

        Assert.Empty(log);
        AssertSameTensors(whole, resumed);
    }

    [Fact]
    public void Resume_Momentum_ComesBackBitByBit()
    {
        var (source, again) = (Path.Combine(folder.FullName, "sgd.safetensors"), Path.Combine(folder.FullName, "again.safetensors"));
        using (var session = Session(("optimizer", "sgd"), ("ema", "false")))
        {
            session.TrainEpoch();
            TrainedCheckpoint.Save(session, source);
        }

        using (var session = Session(("optimizer", "sgd"), ("ema", "false")))
        {
            session.Resume(AsOriginal(_ => { }, source));
            TrainedCheckpoint.Save(session, again);
        }

        AssertSameTensors(source, again, except: "generator.");
    }

    [Fact]
    public void Resume_WithoutAverage_StartsItFromTheWeightsAndSaysSo()
    {
        var path = AsOriginal(root => root.Items["model_ema"] = PickleNone.Value);

        using var session = Session();
        session.Resume(path);
        TrainedCheckpoint.Save(session, Path.Combine(folder.FullName, "resumed.safetensors"));
        using var file = SafetensorsFile.Open(Path.Combine(folder.FullName, "resumed.safetensors"));

        Assert.Contains("The checkpoint has no moving average; it starts anew from the weights.", log);
        var tensors = file.Entries.ToDictionary(entry => entry.Name, entry => Bytes(entry.Tensor), StringComparer.Ordinal);
        Assert.All(tensors.Where(pair => pair.Key.StartsWith("model.", StringComparison.Ordinal)), pair => Assert.Equal(pair.Value, tensors["model_ema." + pair.Key["model.".Length..]]));
    }

    [Fact]
    public void Resume_OtherOptimizer_IsRefused()
    {
        var path = AsOriginal(_ => { });
        using var session = Session(("optimizer", "sgd"));

        var fault = Assert.Throws<CheckpointException>(() => session.Resume(path));

        Assert.StartsWith($"{path} was trained with adamw.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_MissingAndUnknownNames_ListsThem()
    {
        var path = AsOriginal(root =>
        {
            var model = (PickleDict)root.Find("model")!;
            model.Items["class_embed.bias"] = model.Find("query_embed.weight")!;
            model.Items.Remove("input_proj.bias");
        });
        using var session = Session();

        var fault = Assert.Throws<CheckpointException>(() => session.Resume(path));

        Assert.Contains("input_proj.bias is missing; class_embed.bias is not known", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_WithoutOptimizer_TakesTheWeightsAndStartsAnew()
    {
        var path = AsOriginal(root => root.Items.Remove("optimizer"));
        using var session = Session();

        session.Resume(path);

        Assert.Equal((0, 0L), (session.Epoch, session.Step));
        Assert.Contains(log, line => line.EndsWith("its weights are taken, and training starts anew.", StringComparison.Ordinal));
    }

    private TrainingSession Session(params (string Name, string Value)[] changes) =>
        TrainingSession.Create(SyntheticClips.Options([("ema", "true"), .. changes]), clips.Environment with { Log = log.Add });

    // The next epoch; dropout draws from the same state of the generator, which the original does not keep.
    private string Continue(string name, Action<TrainingSession> start)
    {
        using var session = Session();
        start(session);
        Assert.Equal((1, 4L), (session.Epoch, session.Step));
        torch.manual_seed(7);
        session.TrainEpoch();
        var path = Path.Combine(folder.FullName, name + ".safetensors");
        TrainedCheckpoint.Save(session, path);
        return path;
    }

    // What only our checkpoints have goes: the original would not have saved it.
    private string AsOriginal(Action<PickleDict> change, string? checkpoint = null)
    {
        var (ours, original) = (Path.Combine(folder.FullName, "ours.pth"), Path.Combine(folder.FullName, "original.pth"));
        Convert(checkpoint ?? trained.Path, ours, toPyTorch: true);
        using var file = PyTorchFile.Open(ours);
        var root = (PickleDict)file.Root;
        root.Items.Remove("tubedetr");
        change(root);
        using var stream = File.Create(original);
        PyTorchWriter.Write(stream, root, _ => { });
        return original;
    }

    private static void Convert(string from, string to, bool toPyTorch)
    {
        using var stream = File.Create(to);
        new CheckpointConversion(from, toPyTorch).Run(stream);
    }

    private static void AssertSameTensors(string expected, string actual, string except = "nothing")
    {
        using var one = SafetensorsFile.Open(expected);
        using var other = SafetensorsFile.Open(actual);
        var found = other.Entries.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        Assert.Equal(one.Entries.Count, found.Count);
        Assert.All(one.Entries.Where(entry => !entry.Name.StartsWith(except, StringComparison.Ordinal)), entry =>
            Assert.True(Bytes(entry.Tensor).AsSpan().SequenceEqual(Bytes(found[entry.Name])), entry.Name));
    }

    private static byte[] Bytes(StoredTensor tensor)
    {
        using var bytes = new MemoryStream();
        tensor.Stream(span => bytes.Write(span));
        return bytes.ToArray();
    }
}
