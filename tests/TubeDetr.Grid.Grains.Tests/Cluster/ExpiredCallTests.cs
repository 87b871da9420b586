using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Placement;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

public sealed class ExpiredCallTests(AzuriteProcess azurite)
{
    [Fact]
    public async Task Call_ThatExpiredBeforeItsGrainWasFound_TimesOutForClientAndSilo()
    {
        await using var cluster = await GridTestCluster.Start(
            azurite, new CurveEpochRunner((_, _, _) => { }), silos: 1, adapt: silo => silo.AddPlacementDirector<PinnedToSilo, ExpiringDirector>());
        IGrainFactory[] callers = [cluster.Orleans.Client, cluster.Orleans.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>()];

        foreach (var caller in callers)
        {
            var fault = await Assert.ThrowsAsync<TimeoutException>(() => caller.GetGrain<ITrainerGrain>("S127.0.0.1:1:1/0").GetStatus());
            Assert.Equal(ExpiringDirector.Reason, fault.Message);
        }
    }

    /// <summary>Answers what Orleans answers when a request expires while the grain is looked for.</summary>
    private sealed class ExpiringDirector : IPlacementDirector
    {
        public const string Reason = "Message expired before placement could complete.";

        public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
            throw new OperationCanceledException(Reason);
    }
}
