namespace TubeDetr.Training.Checkpoints.Original;

/// <summary>What the original's checkpoints have at the top.</summary>
internal static class OriginalKeys
{
    public const string Model = "model";
    public const string Average = "model_ema";
    public const string Optimizer = "optimizer";
    public const string Epoch = "epoch";
    public const string Args = "args";

    /// <summary>Ours: what a checkpoint of ours has beyond those; the original reads past it.</summary>
    public const string Rest = "tubedetr";
}
