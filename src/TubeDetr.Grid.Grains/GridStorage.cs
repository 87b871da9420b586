namespace TubeDetr.Grid.Grains;

/// <summary>The grain storage provider that keeps experiments, sweeps and the catalog.</summary>
public static class GridStorage
{
    public const string Name = "grid";
}
