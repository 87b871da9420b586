namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>The life of an experiment. Which moves are allowed is data: see the transition table in TubeDetr.Grid.Grains.</summary>
[GenerateSerializer, Alias("tubedetr.ExperimentState")]
public enum ExperimentState
{
    /// <summary>Waits for a slot.</summary>
    Queued,

    /// <summary>An attempt holds a slot and trains.</summary>
    Running,

    /// <summary>Asked to end; writes a last checkpoint first.</summary>
    Stopping,

    /// <summary>Holds a checkpoint and no slot, until somebody resumes it.</summary>
    Paused,

    /// <summary>Trained for all its epochs. Terminal.</summary>
    Completed,

    /// <summary>Ended early by the sweep's pruner; not a failure. Terminal.</summary>
    Pruned,

    /// <summary>Ended by a person. Terminal.</summary>
    Cancelled,

    /// <summary>Could not go on; the reason is kept. Terminal.</summary>
    Failed,
}
