namespace TubeDetr.Parity.Crashes;

/// <summary>One situation in which the original was tried, and what this program is to do in it.</summary>
/// <param name="Does">What is run.</param>
/// <param name="Outcome">Whether it is to work or to be refused before anything is trained.</param>
/// <param name="Options">Changed options, <c>name=value</c>, with the original's names.</param>
internal sealed record CrashScene(CrashAction Does, CrashOutcome Outcome, params string[] Options)
{
    /// <summary>Frames, height and width of each video.</summary>
    public IReadOnlyList<(int Frames, int Height, int Width)> Videos { get; init; } = [(6, 64, 64)];

    /// <summary>Annotated moment of each video; null for frames 1 to 3 of each.</summary>
    public IReadOnlyList<(int First, int Last)>? Moments { get; init; }

    /// <summary>Frames of the clips into which each video is divided; 0 for whole videos.</summary>
    public int DivVid { get; init; }

    /// <summary>Whose evaluator judges.</summary>
    public string Dataset { get; init; } = "vidstg";

    /// <summary>Keep every frame and all attention (<c>test</c>).</summary>
    public bool Test { get; init; }
}

internal enum CrashAction
{
    Predict,
    Train,
    Evaluate,
}

internal enum CrashOutcome
{
    Works,
    IsRefused,
}
