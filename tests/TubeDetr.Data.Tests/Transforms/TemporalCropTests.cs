using CsCheck;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Transforms;

namespace TubeDetr.Data.Tests.Transforms;

public sealed class TemporalCropTests
{
    [Fact]
    public void Draw_AnyMoment_KeepsSomeOfItWithinTheLimit() =>
        Gen.Select(Gen.Int[1, 120], Gen.Int[0, 119], Gen.Int[0, 119], Gen.Int[1, 60], Gen.Long).Sample((frames, a, b, limit, seed) =>
        {
            var (low, high) = (Math.Min(a, b) % frames, Math.Max(a, b) % frames);
            var moment = (First: Math.Min(low, high), Last: Math.Max(low, high));
            var (first, last, kept) = new TemporalCrop(RandomCrop: true, limit).Draw(frames, moment, new HashRandom(seed));
            return first >= 0 && last < frames && last - first + 1 <= limit && kept is { } k
                && k.First >= 0 && k.First <= k.Last && k.Last <= last - first
                && first + k.First == Math.Max(first, moment.First) && first + k.Last == Math.Min(last, moment.Last);
        });

    [Fact]
    public void Draw_RandomCropWithoutLimit_KeepsTheWholeMoment() =>
        Gen.Select(Gen.Int[10, 120], Gen.Long).Sample((frames, seed) =>
        {
            var (first, last, kept) = new TemporalCrop(RandomCrop: true, MaxFrames: null).Draw(frames, (3, 6), new HashRandom(seed));
            return first <= 3 && last >= 6 && kept == (3 - first, 6 - first);
        });

    [Fact]
    public void Draw_NoMoment_StaysInRange() =>
        Gen.Select(Gen.Int[1, 120], Gen.Int[1, 60], Gen.Long).Sample((frames, limit, seed) =>
        {
            var (first, last, kept) = new TemporalCrop(RandomCrop: true, limit).Draw(frames, null, new HashRandom(seed));
            return first >= 0 && first <= last && last < frames && last - first + 1 <= limit && kept is null;
        });
}
