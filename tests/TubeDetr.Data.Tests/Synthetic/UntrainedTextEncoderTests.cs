using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Text;

namespace TubeDetr.Data.Tests.Synthetic;

public sealed class UntrainedTextEncoderTests
{
    [Fact]
    public void Write_AnyCaption_IsATokenForEachByte()
    {
        using var folder = new TemporaryFolder();
        UntrainedTextEncoder.Write(folder.Path, "roberta-base");
        var ids = RobertaTokenizer.Load(folder.Path).Encode("ein Hündchen");
        Assert.Equal(2 + 13, ids.Count);
        Assert.All(ids, id => Assert.InRange(id, 0, 259));
        Assert.DoesNotContain(3, ids);
    }
}
