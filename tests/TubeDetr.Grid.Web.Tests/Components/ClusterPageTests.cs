using Bunit;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Web.Components.Pages;

namespace TubeDetr.Grid.Web.Tests.Components;

public sealed class ClusterPageTests : PageTest
{
    [Fact]
    public void Render_Cluster_SaysWhoTrainsWhatAndWhoWaits()
    {
        var slot = new SlotSnapshot { Key = "a/cpu", Silo = "silo-1", Device = "cpu", MemoryBytes = 1L << 34, Experiment = Some.Experiment().Id, Attempt = 2, LastSeen = Some.Start };
        var silo = new SiloSnapshot { Address = "a", Name = "silo-1", Host = "node", Status = "Active", Started = Some.Start };
        Client.Cluster = new([silo], new([slot, slot with { Key = "b/cpu", Experiment = null }], [new WaitingSnapshot(Some.Experiment(1).Id, 0, "waits for a slot: all 2 are in use")]));
        Pass(Render<ClusterPage>(), page =>
        {
            Assert.Equal(2, page.FindAll("[data-testid=slot-row]").Count);
            Assert.Contains("sabc23-01", page.FindAll("[data-testid=slot-row]")[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("idle", page.FindAll("[data-testid=slot-row]")[1].TextContent, StringComparison.Ordinal);
            Assert.Contains("active", page.Find("[data-testid=silo-row]").TextContent, StringComparison.Ordinal);
            Assert.Contains("sabc23-02 waits for a slot: all 2 are in use", page.Find("[data-testid=queue]").TextContent, StringComparison.Ordinal);
        });
    }
}
