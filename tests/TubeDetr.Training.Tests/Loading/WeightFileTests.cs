using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Model.Text;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Loading;
using static TorchSharp.torch;

namespace TubeDetr.Training.Tests.Loading;

public sealed class WeightFileTests : IDisposable
{
    private static readonly RobertaConfig Text = new() { VocabSize = 40, HiddenSize = 16, NumHiddenLayers = 1, NumAttentionHeads = 2, IntermediateSize = 16, MaxPositionEmbeddings = 12 };

    private static readonly TubeDetrOptions Options = new() { Backbone = "tiny-gn", HiddenDim = 16, NHeads = 2, EncLayers = 1, DecLayers = 1, DimFeedforward = 16, VideoMaxLen = 4 };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly string path = Path.GetTempFileName();
    private readonly TubeDetrModel model = new(Options, Text);

    public void Dispose()
    {
        model.Dispose();
        File.Delete(path);
        scope.Dispose();
    }

    [Fact]
    public void LoadModel_CheckpointWithAverage_TakesTheAverage()
    {
        Write([.. model.State.SelectMany(entry => new[] { ("model." + entry.Name, zeros_like(entry.Tensor)), ("model_ema." + entry.Name, ones_like(entry.Tensor)) }), ("optimizer.exp_avg.x", zeros(3))]);

        var report = WeightFile.LoadModel(model, path);

        Assert.Equal("transformer.time_embed.te", Assert.Single(report.Missing));
        Assert.Empty(report.Unknown);
        Assert.All(model.State.Where(entry => entry.IsParameter), entry => Assert.Equal(1f, entry.Tensor.min().item<float>()));
    }

    [Fact]
    public void LoadModel_OtherNames_AreReported()
    {
        Write([("query_embed.weight", ones(1, 16)), ("class_embed.weight", ones(3))]);

        var report = WeightFile.LoadModel(model, path);

        Assert.Equal("query_embed.weight", Assert.Single(report.Loaded));
        Assert.Equal("class_embed.weight", Assert.Single(report.Unknown));
        Assert.Contains("input_proj.bias", report.Missing);
        Assert.StartsWith("1 tensors loaded, ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LoadModel_ManyQueries_TakesTheFirst()
    {
        Write([("query_embed.weight", arange(100).to(ScalarType.Float32).view(-1, 1).expand(100, 16).contiguous())]);
        WeightFile.LoadModel(model, path);
        Assert.Equal(0f, model.State.Single(entry => entry.Name is "query_embed.weight").Tensor.abs().max().item<float>());
    }

    [Fact]
    public void LoadModel_HalfPrecision_IsWidened()
    {
        Write([("query_embed.weight", full([1, 16], 0.5f, ScalarType.Float16))]);
        WeightFile.LoadModel(model, path);
        Assert.Equal(0.5f, model.State.Single(entry => entry.Name is "query_embed.weight").Tensor.min().item<float>());
    }

    [Fact]
    public void LoadModel_OtherShape_ListsItAndChangesNothing()
    {
        var before = model.State.Single(entry => entry.Name is "query_embed.weight").Tensor.sum().item<float>();
        Write([("query_embed.weight", ones(1, 16)), ("input_proj.bias", ones(17))]);

        var fault = Assert.Throws<CheckpointException>(() => WeightFile.LoadModel(model, path));

        Assert.EndsWith("does not fit these options: input_proj.bias is [17] instead of [16].", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.State.Single(entry => entry.Name is "query_embed.weight").Tensor.sum().item<float>());
    }

    [Fact]
    public void LoadModel_NothingFits_SaysSo()
    {
        Write([("something", ones(3))]);
        var fault = Assert.Throws<CheckpointException>(() => WeightFile.LoadModel(model, path));
        Assert.EndsWith("holds no weights of this model.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadTextEncoder_HuggingFaceNames_AreFound()
    {
        Write([("roberta.embeddings.LayerNorm.bias", full([16], 3f)), ("lm_head.bias", zeros(2))]);
        var report = WeightFile.LoadTextEncoder(model, path);
        Assert.Equal("transformer.text_encoder.embeddings.LayerNorm.bias", Assert.Single(report.Loaded));
    }

    [Fact]
    public void LoadBackbone_NamesOfTorchvision_FillTheWholeBody()
    {
        Write([.. Body().Select(entry => (entry.Name, ones_like(entry.Tensor))), ("fc.weight", zeros(3, 3)), ("bn1.num_batches_tracked", zeros(1))]);

        var report = WeightFile.LoadBackbone(model, path);

        Assert.Equal(Body().Count(), report.Loaded.Count);
        Assert.Empty(report.Unknown);
        Assert.All(Body(), entry => Assert.Equal(1f, entry.Tensor.min().item<float>()));
    }

    [Fact]
    public void LoadBackbone_OtherResNet_SaysWhatItLacks()
    {
        var lacking = Body().Last().Name;
        Write([.. Body().SkipLast(1).Select(entry => (entry.Name, zeros_like(entry.Tensor)))]);

        var fault = Assert.Throws<CheckpointException>(() => WeightFile.LoadBackbone(model, path));

        Assert.Contains($"it lacks backbone.0.body.{lacking}.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadModel_OriginalWithAverage_TakesTheAverage()
    {
        WriteOriginal(("model", full([1, 16], 2f)), ("model_ema", full([1, 16], 3f)));
        WeightFile.LoadModel(model, path);
        Assert.Equal(3f, Queries.min().item<float>());
    }

    [Fact]
    public void LoadModel_OriginalWithoutAverage_TakesTheWeights()
    {
        WriteOriginal(("model", full([1, 16], 2f)), ("model_ema", null));
        WeightFile.LoadModel(model, path);
        Assert.Equal(2f, Queries.min().item<float>());
    }

    [Fact]
    public void LoadModel_DamagedCheckpoint_ChangesNothing()
    {
        var before = Queries.sum().item<float>();
        Write([("query_embed.weight", ones(1, 16))]);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        var fault = Assert.Throws<CheckpointException>(() => WeightFile.LoadModel(model, path));

        Assert.StartsWith($"{path} is damaged: its content has hash ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Queries.sum().item<float>());
    }

    private Tensor Queries => model.State.Single(entry => entry.Name is "query_embed.weight").Tensor;

    private IEnumerable<(string Name, Tensor Tensor)> Body() => model.State
        .Where(entry => entry.Name.StartsWith("backbone.0.body.", StringComparison.Ordinal))
        .Select(entry => (entry.Name["backbone.0.body.".Length..], entry.Tensor));

    // State dicts that hold the queries alone; null for None.
    private void WriteOriginal(params (string Key, Tensor? Queries)[] parts)
    {
        var root = new PickleDict();
        foreach (var (key, queries) in parts)
        {
            root.Items[key] = queries is null ? PickleNone.Value : new PickleDict { Items = { ["query_embed.weight"] = Stored(queries) } };
        }

        using var file = File.Create(path);
        PyTorchWriter.Write(file, root, _ => { });
    }

    private static StoredTensor Stored(Tensor tensor)
    {
        var bytes = tensor.bytes.ToArray();
        return StoredTensor.Whole(new TensorStorage("0", tensor.dtype, tensor.numel()).Place(new MemoryBytes(bytes), 0, bytes.Length), tensor.shape);
    }

    private void Write(IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var pool = new HostBufferPool();
        using var image = CheckpointImage.Take(new([.. tensors.Select(pair => TensorRun.Of(pair.Name, pair.Tensor))], new Dictionary<string, string>(StringComparer.Ordinal)), pool, 0, 0);
        using var file = File.Create(path);
        image.WriteTo(file);
    }
}
