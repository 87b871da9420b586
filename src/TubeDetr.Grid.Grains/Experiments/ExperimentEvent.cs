namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>What can happen to an experiment. Stored by number: new ones go to the end.</summary>
public enum ExperimentEvent
{
    /// <summary>The scheduler gives it a slot.</summary>
    SlotTaken,

    /// <summary>Its attempt tells of progress or a checkpoint.</summary>
    Progressed,

    /// <summary>Its attempt has trained all epochs.</summary>
    Completed,

    /// <summary>Its attempt met a fault that every attempt would meet.</summary>
    Failed,

    /// <summary>Its silo leaves in order, with a last checkpoint: another slot goes on.</summary>
    HandedOver,

    /// <summary>Its slot is lost, or the attempt broke down; further attempts are allowed.</summary>
    AttemptLost,

    /// <summary>Its slot is lost, or the attempt broke down; no attempt is left.</summary>
    LastAttemptLost,

    /// <summary>A person asks for its end.</summary>
    CancelAsked,

    /// <summary>The sweep's pruner asks for its end.</summary>
    PruneAsked,

    /// <summary>A person asks it to give its slot back for a while.</summary>
    PauseAsked,

    /// <summary>A person asks it to go on after a pause.</summary>
    ResumeAsked,

    /// <summary>The attempt that was to be cancelled, or to stop after its epoch, has stopped.</summary>
    StoppedForCancel,

    /// <summary>The attempt that was to be pruned has stopped.</summary>
    StoppedForPrune,

    /// <summary>The attempt that was to be paused has stopped.</summary>
    StoppedForPause,

    /// <summary>A person asks for its end once the present epoch is done.</summary>
    StopAsked,

    /// <summary>A person, or an experiment of higher priority, asks it to give its slot to another and wait again.</summary>
    RequeueAsked,

    /// <summary>The attempt that was to be requeued has stopped.</summary>
    StoppedForRequeue,

    /// <summary>Its attempt has trained the epochs that it was granted.</summary>
    GrantUsed,

    /// <summary>What the silo of a lost attempt left behind matches a failure rule that ends the experiment.</summary>
    RetriesCancelled,
}
