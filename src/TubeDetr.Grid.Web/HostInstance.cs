namespace TubeDetr.Grid.Web;

/// <summary>Tells a host from the one that was there before it: a page whose circuit has not come up yet asks whether the host that made it still lives.</summary>
internal static class HostInstance
{
    public const string Path = "/instance";

    /// <summary>Another one for each process.</summary>
    public static string Id { get; } = Guid.NewGuid().ToString("N");
}
