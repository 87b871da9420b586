namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>What a person may want done to a checkpoint.</summary>
[GenerateSerializer, Alias("tubedetr.CheckpointRequest")]
public enum CheckpointRequest
{
    /// <summary>Keep it, whatever the policy says.</summary>
    Pin,

    /// <summary>Let the policy decide again, at once.</summary>
    Unpin,

    /// <summary>Delete it from the store. While an attempt runs, that happens with its next checkpoint.</summary>
    Delete,
}
