using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Tests;

/// <summary>Everything that crosses the wire arrives as it was sent.</summary>
public sealed class SerializationTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void HyperParameterSet_EveryType_ArrivesEqualAndOrdered()
    {
        var set = HyperParameterSet.Empty
            .With("lr", HyperParameterValue.Of(3e-4)).With("epochs", HyperParameterValue.Of(5)).With("ema", HyperParameterValue.Of(true))
            .With("Backbone", HyperParameterValue.Of("tiny-gn")).With("combine_datasets", HyperParameterValue.Of(["vidstg", "hcstvg"]));

        var arrived = RoundTrip(set);

        Assert.Equal(set, arrived);
        Assert.Equal(set.Values.Keys, arrived.Values.Keys);
        Assert.Equal(set.With("z", HyperParameterValue.Of(1)), arrived.With("z", HyperParameterValue.Of(1)));
    }

    [Fact]
    public void ExperimentSnapshot_Full_Arrives()
    {
        var checkpoint = new CheckpointRecord { Epoch = 1, Step = 10, Attempt = 1, Blob = "b", Length = 3, Sha256 = "00", Time = Noon, Value = 0.25 };
        var snapshot = new ExperimentSnapshot
        {
            Id = new ExperimentId("s1-01"),
            Sweep = new SweepId("s1"),
            Index = 0,
            State = ExperimentState.Running,
            HyperParameters = HyperParameterSet.Empty,
            Objective = new Objective("viou", Maximize: true),
            Attempt = 2,
            Epochs = 5,
            Eta = TimeSpan.FromSeconds(7),
            BestValue = 0.5,
            LastMetrics = ImmutableSortedDictionary<string, double>.Empty.Add("loss", double.NaN).Add("viou", 0.5),
            Created = Noon,
            Checkpoints = [checkpoint],
            Attempts = [new AttemptSnapshot { Number = 1, Slot = "k", Silo = "silo-1", Started = Noon, Cause = "died", Provenance = ImmutableSortedDictionary<string, string>.Empty.Add("commit", "1236999") }],
            Transitions = [new TransitionRecord(ExperimentState.Queued, ExperimentState.Running, "slot", 1, Noon)],
            Version = 9,
        };

        var arrived = RoundTrip(snapshot);

        Assert.Equal(checkpoint, Assert.Single(arrived.Checkpoints));
        var attempt = Assert.Single(arrived.Attempts);
        Assert.Equal(snapshot.Attempts[0], attempt with { Provenance = snapshot.Attempts[0].Provenance });
        Assert.Equal(snapshot.Attempts[0].Provenance, attempt.Provenance);
        Assert.Equal(snapshot.Transitions[0], Assert.Single(arrived.Transitions));
        Assert.Equal(snapshot.LastMetrics, arrived.LastMetrics);
        Assert.Equal(
            snapshot with { Checkpoints = [], Attempts = [], Transitions = [], LastMetrics = null! },
            arrived with { Checkpoints = [], Attempts = [], Transitions = [], LastMetrics = null! });
    }

    [Fact]
    public void SubmitResult_BothWays_Arrives()
    {
        var refused = RoundTrip(SubmitResult.Refused([new SweepError(3, "lr: takes a number, not no"), new SweepError(null, "too many")]));

        Assert.False(refused.Accepted);
        Assert.Equal(["line 3: lr: takes a number, not no", "too many"], refused.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void MetricBatch_WithRestart_Arrives()
    {
        var row = new MetricRow { Sequence = 4, Attempt = 2, Step = 3, Epoch = 0.3, Time = Noon, Values = [new("loss", 0.5)] };

        var arrived = RoundTrip(new MetricBatch([row], 2));

        Assert.Equal(2, arrived.Restarts);
        Assert.Equal((row with { Values = [] }, "[loss, 0.5]"), (Assert.Single(arrived.Rows) with { Values = [] }, arrived.Rows[0].Values[0].ToString()));
    }

    [Fact]
    public void PoolSnapshot_WithSlots_Arrives()
    {
        var slot = new SlotSnapshot { Key = "k", Silo = "silo-1", Device = "cpu", MemoryBytes = 5, Experiment = new ExperimentId("s1-01"), Attempt = 1, LastSeen = Noon, Leaving = true };
        var waiting = new WaitingSnapshot(new ExperimentId("s1-02"), 3, "waits");

        var arrived = RoundTrip(new PoolSnapshot([slot], [waiting]) { WaitingTotal = 7 });

        Assert.Equal((slot, waiting, 7), (Assert.Single(arrived.Slots), Assert.Single(arrived.Waiting), arrived.WaitingTotal));
    }

    private T RoundTrip<T>(T value)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value)) ?? throw new InvalidOperationException("Nothing arrived.");
    }
}
