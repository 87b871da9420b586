using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Cli.Tests;

/// <summary>Plausible data.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly Objective Viou = new("viou", Maximize: true);

    public static SweepSnapshot Sweep(string id = "s7k2q9", string name = "first-sweep", int total = 2, SweepState state = SweepState.Running) => new()
    {
        Id = new SweepId(id),
        Name = name,
        State = state,
        Method = "grid",
        Objective = Viou,
        Created = Noon,
        Counts = ImmutableDictionary<ExperimentState, int>.Empty.Add(ExperimentState.Queued, total),
        Total = total,
        EpochsDone = 0,
        EpochsTotal = 3 * total,
        Differing = ["lr"],
        Yaml = "name: " + name,
        Version = 1,
    };

    public static ExperimentSnapshot Experiment(int index = 0, ExperimentState state = ExperimentState.Running, double epochs = 0, double? viou = null, string sweep = "s7k2q9") => new()
    {
        Id = ExperimentId.Of(new SweepId(sweep), index),
        Sweep = new SweepId(sweep),
        Index = index,
        State = state,
        HyperParameters = HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(0.0001 * (index + 1))).With("epochs", HyperParameterValue.Of(3)),
        Objective = Viou,
        Attempt = state == ExperimentState.Queued ? 0 : 1,
        Epochs = 3,
        EpochsDone = epochs,
        Step = (long)(epochs * 100),
        BestValue = viou,
        LastValue = viou,
        LastMetrics = viou is { } value
            ? ImmutableSortedDictionary<string, double>.Empty.Add("loss", 12.345678).Add("viou", value).Add("tiou", 0.95)
            : ImmutableSortedDictionary<string, double>.Empty,
        Created = Noon,
        Started = state == ExperimentState.Queued ? null : Noon,
        Ended = state.HasEnded() ? Noon.AddMinutes(2) : null,
        Eta = state == ExperimentState.Running ? TimeSpan.FromSeconds(95) : null,
        Version = 1,
    };

    /// <summary>The sweep with what follows from its experiments.</summary>
    public static SweepSnapshot Counted(SweepSnapshot sweep, ImmutableArray<ExperimentSnapshot> experiments)
    {
        if (experiments.IsEmpty)
        {
            return sweep;
        }

        var best = experiments.Where(e => e.BestValue is not null).MaxBy(e => e.BestValue);
        return sweep with
        {
            State = experiments.All(e => e.State.HasEnded()) ? SweepState.Completed : sweep.State,
            Counts = experiments.GroupBy(e => e.State).ToImmutableDictionary(g => g.Key, g => g.Count()),
            Total = experiments.Length,
            EpochsDone = experiments.Sum(e => e.EpochsDone),
            Best = best?.Id,
            BestValue = best?.BestValue,
        };
    }

    public static CheckpointRecord Checkpoint(int epoch, double? value, byte[] content) => new()
    {
        Epoch = epoch,
        Step = epoch * 100,
        Attempt = 1,
        Blob = $"s7k2q9-01/1-{epoch}-{epoch * 100}",
        Length = content.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        Time = Noon,
        Value = value,
    };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static ClusterSnapshot Cluster() => new(
        [new SiloSnapshot { Address = "127.0.0.1:11111@1", Name = "silo-1", Host = "box", Status = "Active", Started = Noon.AddMinutes(-134) }],
        new PoolSnapshot(
            [new SlotSnapshot { Key = "127.0.0.1:11111@1/0", Silo = "silo-1", Device = "cpu", MemoryBytes = 25_769_803_776, Experiment = new ExperimentId("s7k2q9-01"), Attempt = 2, LastSeen = Noon, Labels = ["a100", "lab-2"] }],
            [new WaitingSnapshot(new ExperimentId("s7k2q9-03"), 0, "waits for a slot with cuda: none is connected")]));
}
