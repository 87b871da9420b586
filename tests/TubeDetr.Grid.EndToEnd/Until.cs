namespace TubeDetr.Grid.EndToEnd;

internal static class Until
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the answer holds; fails with the last answer when the limit has passed.</summary>
    public static async Task<T> Holds<T>(Func<Task<T>> ask, Func<T, bool> holds, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace);
        var end = TimeProvider.System.GetUtcNow() + limit;
        while (true)
        {
            object? last;
            try
            {
                var answer = await ask();
                if (holds(answer))
                {
                    return answer;
                }

                last = answer;
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
                last = e; // a question that was on its way to a silo that died: ask again
            }

            Assert.True(TimeProvider.System.GetUtcNow() < end, $"It does not hold after {limit}: {last}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
