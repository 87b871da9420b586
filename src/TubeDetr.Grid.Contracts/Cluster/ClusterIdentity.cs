namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>The names under which silos, page and clients find each other in the membership store. They tell grids in one store apart; they are no security.</summary>
public static class ClusterIdentity
{
    /// <summary>Owner of grain state and reminders: keeps its value for ever.</summary>
    public const string ServiceId = "tubedetr";

    /// <summary>The cluster whose membership is shared.</summary>
    public const string ClusterId = "grid";
}
