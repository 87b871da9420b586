using TorchSharp;
using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Text;

namespace TubeDetr.Data.Tests;

public sealed class ClipCollatorTests : IDisposable
{
    private static readonly Clip[] Two = [Clips.Of("a", 9, 8, 12), Clips.Of("b", 6, 10, 6)];

    private readonly TemporaryFolder _folder = new();
    private readonly RobertaTokenizer _tokenizer;

    public ClipCollatorTests()
    {
        SyntheticTextEncoder.Write(_folder.Path);
        _tokenizer = RobertaTokenizer.Load(_folder.Path);
    }

    [Fact]
    public void Collate_StrideZero_PutsAllFramesIntoSamples()
    {
        using var batch = new ClipCollator(_tokenizer, 0).Collate(Two);
        using var withFast = new ClipCollator(_tokenizer, 2).Collate(Two);
        Assert.False(batch.Samples.ne(withFast.SamplesFast!).any().item<bool>());
        Assert.False(batch.Mask.ne(withFast.MaskFast!).any().item<bool>());
        Assert.Null(batch.SamplesFast);
        Assert.Null(batch.MaskFast);
    }

    [Fact]
    public void Collate_InsideAScope_GivesTensorsThatOutliveIt()
    {
        ClipBatch batch;
        using (torch.NewDisposeScope())
        {
            batch = new ClipCollator(_tokenizer, 2).Collate(Two);
        }

        using (batch)
        {
            Assert.All([batch.Samples, batch.Mask, batch.SamplesFast!, batch.MaskFast!, batch.InputIds, batch.AttentionMask], t => Assert.False(t.IsInvalid));
        }

        Assert.All([batch.Samples, batch.Mask, batch.SamplesFast!, batch.MaskFast!, batch.InputIds, batch.AttentionMask], t => Assert.True(t.IsInvalid));
    }

    public void Dispose() => _folder.Dispose();
}
