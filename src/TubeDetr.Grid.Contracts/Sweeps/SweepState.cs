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
}
