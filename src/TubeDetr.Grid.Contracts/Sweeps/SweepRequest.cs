namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>What a person may ask of a sweep.</summary>
[GenerateSerializer, Alias("tubedetr.SweepRequest")]
public enum SweepRequest
{
    /// <summary>Begin nothing new; what has begun goes on.</summary>
    Pause,

    /// <summary>Begin new experiments again.</summary>
    Resume,

    /// <summary>Let those that have begun train to their end, and cancel the others.</summary>
    Stop,

    /// <summary>End every experiment now, each with a last checkpoint.</summary>
    Cancel,
}
