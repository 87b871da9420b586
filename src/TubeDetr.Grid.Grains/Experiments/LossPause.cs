namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>How long an experiment pauses after a loss: the longer, the more attempts in a row have brought no checkpoint.</summary>
public static class LossPause
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="fruitless">Lost attempts in a row that brought no checkpoint, this one included.</param>
    /// <returns>Nothing for the first, then 2, 4, 8, … seconds up to a minute.</returns>
    public static TimeSpan After(int fruitless) => fruitless <= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, fruitless - 1)));
}
