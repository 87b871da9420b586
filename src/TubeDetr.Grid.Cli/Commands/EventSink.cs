using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>Hands events on in the order and on the thread on which they happen, one at a time.</summary>
internal sealed class EventSink(Action<ClusterEvent> handle) : IProgress<ClusterEvent>
{
    private readonly Lock _oneAtATime = new();

    public void Report(ClusterEvent value)
    {
        lock (_oneAtATime)
        {
            handle(value);
        }
    }
}
