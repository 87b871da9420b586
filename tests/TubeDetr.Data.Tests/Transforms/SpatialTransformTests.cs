using CsCheck;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Transforms;

namespace TubeDetr.Data.Tests.Transforms;

public sealed class SpatialTransformTests
{
    private static readonly Gen<BoxF?> Box = Gen.Select(Gen.Int[0, 600], Gen.Int[0, 400], Gen.Int[1, 200], Gen.Int[1, 200]).Select((x, y, w, h) => BoxMath.Prepare(x, y, w, h, 640, 480));

    [Fact]
    public void Plan_AnyDraws_KeepsEveryBoxInsideAndTheLimitsOfTheTable() =>
        Gen.Select(Gen.Int[0, ResolutionTable.Known.Count - 1], Box.Array[1, 6], Gen.Long, Gen.Bool).Sample((resolution, boxes, seed, mended) =>
        {
            var table = ResolutionTable.For(ResolutionTable.Known[resolution]);
            var plan = new SpatialTransform(table, augment: true, mended).Plan(640, 480, boxes, new HashRandom(seed));
            return Math.Max(plan.Height, plan.Width) <= table.MaxSize + 1
                && (plan.Height, plan.Width) == (plan.Steps[^1].Height, plan.Steps[^1].Width)
                && plan.Boxes.Count == boxes.Length
                && plan.Boxes.Zip(boxes).All(p => (p.First is null) == (p.Second is null) && (p.First is not { } b || Inside(b, plan)));
        });

    [Fact]
    public void Plan_BoxesInOppositeCorners_OnlyMendedRetriesEverCrop()
    {
        BoxF?[] boxes = [new BoxF(0, 0, 90, 90), new BoxF(550, 390, 640, 480)];
        var table = ResolutionTable.For(64);
        bool Crops(bool mended, int seed) => new SpatialTransform(table, augment: true, mended).Plan(640, 480, boxes, new HashRandom(seed)).Steps.Any(s => s is CropStep);
        var original = Enumerable.Range(0, 400).Count(seed => Crops(mended: false, seed));
        var mended = Enumerable.Range(0, 400).Count(seed => Crops(mended: true, seed));
        Assert.True(mended > 2 * original && mended > 100, $"{original} and {mended} of 400");
    }

    [Fact]
    public void For_UnknownResolution_ListsTheKnown()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => ResolutionTable.For(65));
        Assert.Contains("64, 96, 128, 224", error.Message, StringComparison.Ordinal);
    }

    private static bool Inside(BoxF box, SpatialPlan plan)
        => box.A >= 0 && box.B >= 0 && box.C <= plan.Width + 0.01f && box.D <= plan.Height + 0.01f && box.C > box.A && box.D > box.B;
}
