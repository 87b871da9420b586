namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>
/// Answers a call with a <see cref="TimeoutException"/> when it was cancelled and the caller had not asked for that. Every client and silo of the grid has it.
/// </summary>
/// <remarks>
/// Orleans 10.4 answers like this when a request expired before a silo had found out where the grain lives, as happens while another silo hangs. To whoever called it is
/// a request without an answer, to be told or sent again like any other, not one that somebody took back.
/// </remarks>
public sealed class ExpiredCallFilter : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OperationCanceledException expired) when (!context.Request.GetCancellationToken().IsCancellationRequested)
        {
            throw new TimeoutException(expired.Message, expired);
        }
    }
}
