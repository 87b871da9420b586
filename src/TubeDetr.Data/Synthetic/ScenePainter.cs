using TubeDetr.Data.Randomness;

namespace TubeDetr.Data.Synthetic;

/// <summary>Draws the frames of a scene, packed rgb.</summary>
internal sealed class ScenePainter(Scene scene)
{
    /// <summary>Bytes of one frame.</summary>
    public const int FrameSize = Scene.Side * Scene.Side * 3;

    private const int Coarse = 8;

    private readonly byte[] _background = Background(scene.Texture);

    /// <summary>Draws one frame into <paramref name="picture"/>.</summary>
    public void Draw(int frame, Span<byte> picture)
    {
        _background.CopyTo(picture);
        foreach (var thing in scene.Distractors.Append(scene.Target).Where(o => o.VisibleAt(frame)))
        {
            Draw(thing, frame, picture);
        }
    }

    private static void Draw(SceneObject thing, int frame, Span<byte> picture)
    {
        var (left, top) = thing.At(frame);
        var paint = thing.Traits.Paint;
        for (var y = 0; y < thing.Size; y++)
        {
            for (var x = 0; x < thing.Size; x++)
            {
                if (Covers(thing.Traits.Shape, x, y, thing.Size))
                {
                    var at = ((top + y) * Scene.Side + left + x) * 3;
                    (picture[at], picture[at + 1], picture[at + 2]) = (paint.R, paint.G, paint.B);
                }
            }
        }
    }

    private static bool Covers(ShapeKind shape, int x, int y, int size)
    {
        var half = (size - 1) / 2.0;
        var (dx, dy) = (Math.Abs(x - half), Math.Abs(y - half));
        return shape switch
        {
            ShapeKind.Square => true,
            ShapeKind.Circle => dx * dx + dy * dy <= (half + 0.3) * (half + 0.3),
            ShapeKind.Triangle => dx <= (y + 1.0) * size / 2 / size,
            _ => dx + dy <= half + 0.5,
        };
    }

    /// <summary>Dull, smooth blotches with a little grain; no shape's colour is near.</summary>
    private static byte[] Background(ulong texture)
    {
        var random = new HashRandom(unchecked((long)texture));
        var cells = Scene.Side / Coarse + 1;
        var coarse = new double[cells * cells * 3];
        for (var i = 0; i < coarse.Length; i++)
        {
            coarse[i] = i % 3 == 0 ? 70 + 60 * random.NextDouble() : coarse[i / 3 * 3] + 24 * (random.NextDouble() - 0.5);
        }

        var picture = new byte[FrameSize];
        for (var i = 0; i < picture.Length; i++)
        {
            var (x, y, channel) = (i / 3 % Scene.Side, i / 3 / Scene.Side, i % 3);
            var grain = channel == 0 ? 0 : 4 * (random.NextDouble() - 0.5);
            picture[i] = (byte)Math.Clamp(Blend(coarse, cells, x, y, channel) + grain, 0, 255);
        }

        return picture;
    }

    private static double Blend(double[] coarse, int cells, int x, int y, int channel)
    {
        var (column, row) = (x / Coarse, y / Coarse);
        var (fx, fy) = (x % Coarse / (double)Coarse, y % Coarse / (double)Coarse);
        var at = (row * cells + column) * 3 + channel;
        var upper = coarse[at] * (1 - fx) + coarse[at + 3] * fx;
        var lower = coarse[at + cells * 3] * (1 - fx) + coarse[at + cells * 3 + 3] * fx;
        return upper * (1 - fy) + lower * fy;
    }
}
