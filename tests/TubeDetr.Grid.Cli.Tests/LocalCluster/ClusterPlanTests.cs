using System.Globalization;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

public sealed class ClusterPlanTests
{
    [Theory]
    [InlineData(null, 0, 2)]
    [InlineData(null, 4, 4)]
    [InlineData(3, 4, 3)]
    [InlineData(1, 0, 1)]
    public void Silos_AreAsAskedOrOnePerGpuOrTwo(int? asked, int gpus, int expected) =>
        Assert.Equal(expected, Plan(new LocalClusterOptions { Silos = asked }, gpus).Silos);

    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(4, 2, 1)]
    [InlineData(16, 2, 7)]
    [InlineData(1, 1, 1)]
    public void Threads_ShareTheCoresAndLeaveOne(int cores, int silos, int expected) =>
        Assert.Equal(expected, Plan(new LocalClusterOptions { Silos = silos }, cores: cores).ThreadsPerSilo);

    [Fact]
    public void Silo_OfAMachineWithTwoGpus_TakesItsOwn()
    {
        var plan = Plan(new LocalClusterOptions(), gpus: 2);

        Assert.Equal("cuda:0", After(plan.Silo(1), "--device"));
        Assert.Equal("cuda:1", After(plan.Silo(2), "--device"));
    }

    [Fact]
    public void Silos_HavePortsOfTheirOwn()
    {
        var plan = Plan(new LocalClusterOptions { Silos = 3 });

        var ports = Enumerable.Range(1, 3).Select(plan.Silo).SelectMany(silo => (string[])[After(silo, "--silo-port"), After(silo, "--gateway-port")]).ToList();

        Assert.Equal(6, ports.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ports, port => Assert.InRange(int.Parse(port, CultureInfo.InvariantCulture), LoopbackPorts.First, LoopbackPorts.Beyond - 1));
    }

    [Fact]
    public void Parts_UseTheStoresThatWereGiven()
    {
        var plan = Plan(new LocalClusterOptions { Redis = "redis.example:6379", Storage = "UseSomething=1" });

        foreach (var part in (ChildSpec[])[plan.Silo(1), plan.Web()])
        {
            Assert.Equal("redis.example:6379", After(part, "--cluster-redis"));
            Assert.Equal("UseSomething=1", After(part, "--storage"));
        }
    }

    [Fact]
    public void EveryPart_ListensOnLoopbackAlone()
    {
        var plan = Plan(new LocalClusterOptions { Port = 5080 });

        Assert.Equal("http://127.0.0.1:5080", After(plan.Web(), "--urls"));
        Assert.Equal("127.0.0.1", After(plan.Azurite(), "--blobHost"));
        Assert.StartsWith("127.0.0.1:", plan.Redis, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_ThatWereRememberedAndAreFree_AreKept()
    {
        var first = Plan(new LocalClusterOptions());
        var port = first.Ports.For("silo-1");

        Assert.Equal(port, new LoopbackPorts(first.Ports.Chosen).For("silo-1"));
    }

    [Fact]
    public void CountIn_WhatTheDriverLists_IsTheNumberOfGpus() =>
        Assert.Equal(2, Accelerators.CountIn("GPU 0: Some GPU (UUID: GPU-1)\n  MIG 1g.10gb Device 0: (UUID: MIG-1)\nGPU 1: Some GPU (UUID: GPU-2)\n"));

    private static ClusterPlan Plan(LocalClusterOptions options, int gpus = 0, int cores = 2) =>
        new(options, "/data", gpus, cores, new LoopbackPorts(new Dictionary<string, int>(StringComparer.Ordinal)));

    private static string After(ChildSpec spec, string option) => spec.Arguments[spec.Arguments.ToList().IndexOf(option) + 1];
}
