namespace TubeDetr.Data.Synthetic;

internal enum ShapeKind
{
    Square,
    Circle,
    Triangle,
    Diamond,
}

internal enum MotionKind
{
    Move,
    MoveThenStop,
    WaitThenMove,
    Stay,
}

/// <summary>A named colour.</summary>
internal sealed record Paint(string Name, byte R, byte G, byte B)
{
    public static readonly Paint[] All =
    [
        new("red", 225, 40, 40), new("green", 40, 190, 60), new("blue", 50, 80, 235),
        new("yellow", 240, 220, 40), new("purple", 180, 50, 210), new("white", 245, 245, 245),
    ];
}

/// <summary>A direction, how captions say it, and its step.</summary>
internal sealed record Heading(string Words, int X, int Y)
{
    public static readonly Heading[] All = [new("to the left", -1, 0), new("to the right", 1, 0), new("up", 0, -1), new("down", 0, 1)];
}

/// <summary>What tells one object of a clip from another; also what its caption says.</summary>
internal sealed record Traits(Paint Paint, ShapeKind Shape, MotionKind Motion, Heading Heading)
{
    public string Caption => $"the {Paint.Name} {Shape.ToString().ToLowerInvariant()} that {Action}";

    private string Action => Motion switch
    {
        MotionKind.Move => $"moves {Heading.Words}",
        MotionKind.MoveThenStop => $"moves {Heading.Words}, then stops",
        MotionKind.WaitThenMove => $"waits, then moves {Heading.Words}",
        _ => "stays in its place",
    };
}

/// <summary>One object of a clip: visible in [Appears, Vanishes), on a straight path that begins at (X, Y).</summary>
/// <param name="Traits">Colour, shape and motion.</param>
/// <param name="Size">Side of its box in pixels.</param>
/// <param name="X">Left edge when it appears.</param>
/// <param name="Y">Top edge when it appears.</param>
/// <param name="Speed">Pixels a frame while it moves.</param>
/// <param name="Appears">First visible frame, counted from 0.</param>
/// <param name="Vanishes">First frame without it.</param>
internal sealed record SceneObject(Traits Traits, int Size, double X, double Y, double Speed, int Appears, int Vanishes)
{
    public bool VisibleAt(int frame) => Appears <= frame && frame < Vanishes;

    /// <summary>Left and top edge in a frame.</summary>
    public (int Left, int Top) At(int frame)
    {
        var way = Speed * MovingFrames(Traits.Motion, frame - Appears, Vanishes - Appears);
        return ((int)Math.Floor(X + way * Traits.Heading.X), (int)Math.Floor(Y + way * Traits.Heading.Y));
    }

    /// <summary>In how many of the first <paramref name="elapsed"/> frames of a life of <paramref name="life"/> frames the object moves.</summary>
    public static int MovingFrames(MotionKind motion, int elapsed, int life) => motion switch
    {
        MotionKind.Move => elapsed,
        MotionKind.MoveThenStop => Math.Min(elapsed, life / 2),
        MotionKind.WaitThenMove => Math.Max(0, elapsed - life / 2),
        _ => 0,
    };
}
