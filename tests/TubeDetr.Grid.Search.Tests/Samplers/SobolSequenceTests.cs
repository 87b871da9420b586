using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Search.Tests.Samplers;

public sealed class SobolSequenceTests
{
    [Fact]
    public void At_EveryDimension_HasOnePointInEachInterval()
    {
        for (var dimension = 0; dimension < SobolSequence.Dimensions; dimension++)
        {
            Assert.Equal(256, Enumerable.Range(0, 256).Select(index => (int)(256 * SobolSequence.At(dimension, (uint)index, 7))).Distinct().Count());
        }
    }

    /// <summary>Sobol's property A: the first 2^s points have one in each half of every dimension; here for pairs, whose quarters all hold the same number.</summary>
    [Fact]
    public void At_PairsOfDimensions_FillQuartersAlike()
    {
        for (var dimension = 1; dimension < SobolSequence.Dimensions; dimension++)
        {
            var quarters = Enumerable.Range(0, 1024).CountBy(index => (
                (int)(2 * SobolSequence.At(dimension - 1, (uint)index, 1)), (int)(2 * SobolSequence.At(dimension, (uint)index, 2)))).ToList();
            Assert.All(quarters, quarter => Assert.Equal(256, quarter.Value));
        }
    }
}
