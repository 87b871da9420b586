namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>How a client submits.</summary>
public static class Submission
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Submits a sweep under a new id. The same sent again under the same id happens once, so a request that was on its way to a silo that died is sent again.
    /// </summary>
    public static async Task<SubmitResult> Submit(this IGrainFactory grains, string yaml, TimeProvider time)
    {
        var sweep = grains.GetGrain<ISweepGrain>(SweepId.NewRandom().Value);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await sweep.Submit(yaml);
            }
            catch (Exception e) when (tries < Tries && e is TimeoutException or OrleansException)
            {
                await Task.Delay(Pause, time);
            }
        }
    }
}
