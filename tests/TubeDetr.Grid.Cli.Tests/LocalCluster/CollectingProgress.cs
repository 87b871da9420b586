using System.Threading.Channels;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

/// <summary>Keeps events in order and lets a test await one.</summary>
internal sealed class CollectingProgress : IProgress<ClusterEvent>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<ClusterEvent> _events = Channel.CreateUnbounded<ClusterEvent>();

    public void Report(ClusterEvent value) => Assert.True(_events.Writer.TryWrite(value));

    /// <summary>The next event of a kind; those before it are dropped.</summary>
    public async Task<ClusterEvent> Next(ClusterEventKind kind)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var happened = await _events.Reader.ReadAsync(limit.Token);
            if (happened.Kind == kind)
            {
                return happened;
            }
        }
    }
}
