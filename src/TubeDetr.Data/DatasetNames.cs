namespace TubeDetr.Data;

/// <summary>The data sets that can be read, by the names of the original.</summary>
public static class DatasetNames
{
    public const string VidStg = "vidstg";

    public const string HcStvg = "hcstvg";

    public static IReadOnlyList<string> All { get; } = [HcStvg, VidStg];
}
