using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Text;

namespace TubeDetr.Data.Tests.Text;

public sealed class RobertaTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RobertaTokenizer _tokenizer;

    public RobertaTokenizerTests()
    {
        SyntheticTextEncoder.Write(_folder.Path);
        _tokenizer = RobertaTokenizer.Load(_folder.Path);
    }

    [Fact]
    public void Encode_Empty_IsBeginAndEnd() => Assert.Equal([0, 2], _tokenizer.Encode(string.Empty));

    [Fact]
    public void Encode_TooLong_KeepsBothEndsAndFits()
    {
        var ids = _tokenizer.Encode(string.Concat(Enumerable.Repeat("the red square ", 40)));
        Assert.Equal(64, ids.Count);
        Assert.Equal((0, 2), (ids[0], ids[^1]));
        Assert.DoesNotContain(2, ids.Take(63));
    }

    [Fact]
    public void Encode_AnyBytes_AreKnownTokens()
    {
        var ids = _tokenizer.Encode("Ünïcode — 漢字 😀\t\n");
        Assert.DoesNotContain(3, ids);
        Assert.True(ids.Count > 10);
    }

    [Fact]
    public void Encode_TextThatLooksLikeEndOfSentence_DoesNotEndIt()
    {
        var ids = _tokenizer.Encode("red </s> square");
        Assert.Equal(1, ids.Count(id => id == 2));
    }

    [Fact]
    public void EncodeBatch_DifferentLengths_PadsWithOne()
    {
        var batch = _tokenizer.EncodeBatch(["the red square", string.Empty]);
        Assert.Equal((2, 5), (batch.Count, batch.Length));
        Assert.Equal([0, 2, 1, 1, 1], batch.InputIds[5..]);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 0, 0, 0], batch.AttentionMask);
    }

    [Theory]
    [InlineData("vocab.json", null, "lacks vocab.json")]
    [InlineData("vocab.json", "{", "not in the expected format")]
    [InlineData("vocab.json", "{\"a\": 0}", "lacks the tokens <s>")]
    [InlineData("config.json", "{}", "max_position_embeddings")]
    [InlineData("merges.txt", "#version: 0.2\nzz yy\n", "do not fit together")]
    public void Load_BrokenFolder_SaysWhatIsWrong(string file, string? content, string says)
    {
        if (content is null)
        {
            File.Delete(_folder.At(file));
        }
        else
        {
            File.WriteAllText(_folder.At(file), content);
        }

        var error = Assert.Throws<DatasetException>(() => RobertaTokenizer.Load(_folder.Path));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
