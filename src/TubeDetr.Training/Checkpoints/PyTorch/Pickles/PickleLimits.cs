namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>How much a pickle may ask for. The pickle of a checkpoint with 3,000 tensors has about 80,000 instructions and 400 KiB.</summary>
internal static class PickleLimits
{
    /// <summary>Bytes of one pickle.</summary>
    public const long Bytes = 64 << 20;

    /// <summary>Instructions; each makes at most one value of some 80 bytes, besides the bytes it quotes.</summary>
    public const int Instructions = 2_000_000;

    /// <summary>Marks that are open at once.</summary>
    public const int Marks = 1_000;

    /// <summary>Levels of values within values that are followed.</summary>
    public const int Depth = 100;

    /// <summary>Bytes of a whole number.</summary>
    public const int NumberBytes = 1_024;

    /// <summary>Bytes of a line of text in the old instructions.</summary>
    public const int LineBytes = 4_096;
}
