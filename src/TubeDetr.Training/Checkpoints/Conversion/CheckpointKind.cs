namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>Kinds of checkpoint files.</summary>
public enum CheckpointKind
{
    /// <summary>A checkpoint of ours, which a session restores bit by bit.</summary>
    Session,

    /// <summary>A file of <c>torch.save</c>.</summary>
    PyTorch,

    /// <summary>A safetensors file that holds all of a <c>.pth</c> and can become one again; training can resume from it.</summary>
    Converted,

    /// <summary>A safetensors file of weights alone.</summary>
    Weights,
}
