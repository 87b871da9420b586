namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>What a person may ask of an experiment. Each is written as an event of the transition table, which accepts or refuses it.</summary>
[GenerateSerializer, Alias("tubedetr.ExperimentRequest")]
public enum ExperimentRequest
{
    /// <summary>Write a checkpoint, give the slot back, and wait until somebody resumes it.</summary>
    Pause,

    /// <summary>Queue again after a pause.</summary>
    Resume,

    /// <summary>Finish the epoch that is being trained, with its evaluation, then end.</summary>
    Stop,

    /// <summary>Write a checkpoint and end now.</summary>
    Cancel,

    /// <summary>Write a checkpoint, give the slot back and queue again: another slot, or another experiment first.</summary>
    Requeue,
}
