namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>The life of a sweep, derived from its experiments except for what a person asked.</summary>
[GenerateSerializer, Alias("tubedetr.SweepState")]
public enum SweepState
{
    Running,

    /// <summary>Cancel was asked; running experiments write a last checkpoint.</summary>
    Cancelling,
    Completed,
    Cancelled,

    /// <summary>Nothing new begins until somebody resumes it; what has begun goes on.</summary>
    Paused,

    /// <summary>Stop was asked: those that have begun train to their end, the others are cancelled.</summary>
    Stopping,

    /// <summary>Ended after stop was asked.</summary>
    Stopped,
}
