using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Tests.Rows.Filters;

public sealed class FilterVocabularyTests
{
    [Fact]
    public void Complete_LastWord_OffersFullNamesBehindWhatStands()
    {
        var vocabulary = FilterVocabulary.Of([Some.Experiment()]);
        Assert.Equal("running and (params.backbone", vocabulary.Complete("running and (back")[0]);
        Assert.Equal("metrics.viou", vocabulary.Complete("metr")[0]);
        Assert.Empty(vocabulary.Complete("lr > "));
    }

    [Fact]
    public void Knows_HyperParameter_WithAndWithoutItsFamily()
    {
        var vocabulary = FilterVocabulary.Of([Some.Experiment()]);
        Assert.True(vocabulary.Knows("lr") && vocabulary.Knows("params.lr") && vocabulary.Knows("tags") && vocabulary.Knows("metrics.viou"));
        Assert.False(vocabulary.Knows("metrics.lr"));
    }
}
