using TubeDetr.Data.Randomness;

namespace TubeDetr.Data.Synthetic;

/// <summary>One clip before it is drawn: the captioned object and its distractors.</summary>
internal sealed record Scene(SceneObject Target, IReadOnlyList<SceneObject> Distractors, ulong Texture)
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 64;

    private const int MinSize = 14;
    private const int MaxSize = 22;
    private const int MinMoments = 3;
    private const int MaxMoments = 6;

    // Pixels a frame. Faster, and the frame that ffmpeg picks beside the annotated one would show the object elsewhere.
    private const double MinSpeed = 0.45;
    private const double MaxSpeed = 0.85;

    /// <summary>The clip of the given number; depends on nothing but the seed, the number and the count of distractors.</summary>
    public static Scene Draw(long seed, int number, int distractors)
    {
        var random = new HashRandom(seed, number);
        var target = Object(random, DrawTraits(random));
        var others = new List<SceneObject>();
        while (others.Count < distractors)
        {
            var traits = Alike(target.Traits, random);
            if (others.TrueForAll(o => o.Traits != traits))
            {
                others.Add(Object(random, traits));
            }
        }

        return new Scene(target, others, random.NextBits());
    }

    private static Traits DrawTraits(HashRandom random) => new(
        Pick(Paint.All, random), (ShapeKind)random.Choose(4), (MotionKind)random.Choose(4), Pick(Heading.All, random));

    /// <summary>Traits that share all but one with the target's, so that every word of a caption counts.</summary>
    private static Traits Alike(Traits target, HashRandom random) => random.Choose(3) switch
    {
        0 => target with { Paint = Other(Paint.All, target.Paint, random) },
        1 => target with { Shape = (ShapeKind)(((int)target.Shape + 1 + random.Choose(3)) % 4) },
        _ when target.Motion == MotionKind.Stay => target with { Motion = (MotionKind)random.Choose(3) },
        _ => target with { Heading = Other(Heading.All, target.Heading, random) },
    };

    private static SceneObject Object(HashRandom random, Traits traits)
    {
        var moments = random.Between(MinMoments, MaxMoments);
        var first = random.Between(1, SceneTiming.Moments - moments);
        var (appears, vanishes) = (SceneTiming.Appears(first), SceneTiming.Vanishes(first + moments - 1));
        var size = random.Between(MinSize, MaxSize);
        var moving = SceneObject.MovingFrames(traits.Motion, vanishes - appears - 1, vanishes - appears);
        var room = Side - size;
        var way = Math.Min(room, moving * (MinSpeed + (MaxSpeed - MinSpeed) * random.NextDouble()));
        var x = Start(traits.Heading.X, way, room, random);
        var y = Start(traits.Heading.Y, way, room, random);
        return new SceneObject(traits, size, x, y, moving == 0 ? 0 : way / moving, appears, vanishes);
    }

    /// <summary>A start from which the whole way stays inside the picture.</summary>
    private static double Start(int step, double way, int room, HashRandom random) => step switch
    {
        > 0 => random.NextDouble() * (room - way),
        < 0 => way + random.NextDouble() * (room - way),
        _ => random.NextDouble() * room,
    };

    private static T Pick<T>(T[] all, HashRandom random) => all[random.Choose(all.Length)];

    private static T Other<T>(T[] all, T not, HashRandom random)
        where T : class
        => all[(Array.IndexOf(all, not) + 1 + random.Choose(all.Length - 1)) % all.Length];
}
