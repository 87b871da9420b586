namespace TubeDetr.Benchmarks.Web;

/// <summary>A value from repeated measurements some of which a neighbour of the machine has spoilt: the mean of their middle half, and the bounds between which it lies in 95 of 100 resamplings.</summary>
internal readonly record struct Estimate(double Value, double Low, double High)
{
    private const int Resamplings = 2000;

    public static Estimate Of(double[] measured)
    {
        var random = new Random(1);
        var resampled = Enumerable.Range(0, Resamplings).Select(_ => MeanOfMiddle(random.GetItems(measured, measured.Length))).Order().ToArray();
        return new Estimate(MeanOfMiddle(measured), resampled[(int)(0.025 * Resamplings)], resampled[(int)(0.975 * Resamplings)]);
    }

    private static double MeanOfMiddle(double[] measured) => measured.Order().Skip(measured.Length / 4).SkipLast(measured.Length / 4).Average();
}
