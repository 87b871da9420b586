namespace TubeDetr.Data.Transforms;

/// <summary>Bytes to numbers: v/255, minus ImageNet's mean, by its standard deviation, each step rounded to float32 as torch does. A table a channel.</summary>
public static class PixelNormalization
{
    private static readonly float[][] Tables =
    [
        Table(0.485f, 0.229f),
        Table(0.456f, 0.224f),
        Table(0.406f, 0.225f),
    ];

    /// <summary>Normalised value of each of the 256 bytes in the given channel (0 red, 1 green, 2 blue).</summary>
    public static ReadOnlySpan<float> For(int channel) => Tables[channel];

    private static float[] Table(float mean, float deviation)
        => [.. Enumerable.Range(0, 256).Select(v => ((float)v / 255f - mean) / deviation)];
}
