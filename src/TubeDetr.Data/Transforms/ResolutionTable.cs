namespace TubeDetr.Data.Transforms;

/// <summary>Sizes of the spatial transforms for one value of <c>resolution</c>, all in pixels.</summary>
/// <param name="Scales">Short sides that training resizes to.</param>
/// <param name="MaxSize">Longest side after resizing: 5/3 of the resolution, rounded.</param>
/// <param name="CropResizes">Short sides before a random crop.</param>
/// <param name="MinCrop">Shortest side of a random crop.</param>
/// <param name="Test">Short side in evaluation.</param>
public sealed record ResolutionTable(IReadOnlyList<int> Scales, int MaxSize, IReadOnlyList<int> CropResizes, int MinCrop, int Test)
{
    /// <summary>
    /// 128 to 800 are the original's. 64 and 96 are ours, in the proportions of its smallest one (3/4 and 1 as scales, 5/8, 25/32 and 15/16 before the crop, crops from 1/2).
    /// </summary>
    private static readonly Dictionary<int, ResolutionTable> Tables = new()
    {
        [64] = new([48, 64], 107, [40, 50, 60], 32, 64),
        [96] = new([72, 96], 160, [60, 75, 90], 48, 96),
        [128] = new([96, 128], 213, [80, 100, 120], 64, 128),
        [224] = new(Steps(128, 224), 373, [100, 150, 200], 96, 224),
        [256] = new(Steps(160, 256), 427, [140, 180, 220], 128, 256),
        [288] = new(Steps(160, 288), 480, [150, 200, 250], 128, 288),
        [320] = new(Steps(192, 320), 533, [200, 240, 280], 160, 320),
        [352] = new(Steps(224, 352), 587, [200, 250, 300], 192, 352),
        [384] = new(Steps(224, 384), 640, [200, 250, 300], 192, 384),
        [416] = new(Steps(256, 416), 693, [240, 300, 360], 224, 416),
        [448] = new(Steps(256, 448), 746, [240, 300, 360], 224, 448),
        [480] = new(Steps(288, 480), 800, [240, 300, 360], 240, 480),
        [800] = new(Steps(480, 800), 1333, [400, 500, 600], 384, 800),
    };

    /// <summary>Every resolution that has a table, ascending.</summary>
    public static IReadOnlyList<int> Known { get; } = [.. Tables.Keys.Order()];

    /// <exception cref="ArgumentOutOfRangeException">There is no table; the message lists those there are.</exception>
    public static ResolutionTable For(int resolution) => Tables.TryGetValue(resolution, out var table)
        ? table
        : throw new ArgumentOutOfRangeException(nameof(resolution), resolution, $"resolution must be one of {string.Join(", ", Known)}");

    private static int[] Steps(int first, int last) => [.. Enumerable.Range(0, (last - first) / 32 + 1).Select(i => first + i * 32)];
}
