using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Tests;

/// <summary>Data for tests.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static readonly Objective Objective = new("viou", Maximize: true);

    /// <summary>A few hyper-parameters of every type, and one rule between two of them.</summary>
    public static IHyperParameterCatalog Catalog { get; } = new SmallCatalog();

    public static ExperimentSpec Spec(int maxAttempts = 3, int epochs = 4, bool held = false) => new()
    {
        Sweep = new SweepId("s1"),
        Index = 0,
        HyperParameters = HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(1e-4)),
        Objective = Objective,
        Epochs = epochs,
        MaxAttempts = maxAttempts,
        Held = held,
    };

    public static SlotRequest Request(ExperimentId experiment, bool begun = false, int priority = 0) => new() { Experiment = experiment, Begun = begun, Priority = priority };

    public static SlotSnapshot Slot(string key = "127.0.0.1:11111@1/0", string silo = "silo-1") =>
        new() { Key = key, Silo = silo, Device = "cpu", MemoryBytes = 1 };

    public static CheckpointRecord Checkpoint(int epoch, double? value = null, int attempt = 1) => new()
    {
        Epoch = epoch,
        Step = epoch * 10,
        Attempt = attempt,
        Blob = $"s1-01/{attempt}-{epoch}-{epoch * 10}",
        Length = 3,
        Sha256 = "00",
        Time = Time,
        Value = value,
    };

    public static MetricRow Row(long step, string metric = "loss", double value = 1, int attempt = 1) =>
        new() { Attempt = attempt, Step = step, Epoch = step / 10.0, Time = Time, Values = [new(metric, value)] };

    private sealed class SmallCatalog : IHyperParameterCatalog
    {
        public ImmutableArray<HyperParameterDefinition> Definitions { get; } =
        [
            Define("lr", HyperParameterType.Number, HyperParameterValue.Of(5e-5), 0, 10),
            Define("lr_backbone", HyperParameterType.Number, HyperParameterValue.Of(1e-5), 0, 10),
            Define("dropout", HyperParameterType.Number, HyperParameterValue.Of(0.1), 0, 0.99),
            Define("epochs", HyperParameterType.Integer, HyperParameterValue.Of(10), 1, 1000),
            Define("batch_size", HyperParameterType.Integer, HyperParameterValue.Of(4), 1, 512),
            Define("ema", HyperParameterType.Boolean, HyperParameterValue.Of(true)),
            Define("backbone", HyperParameterType.Text, HyperParameterValue.Of("resnet18"), choices: ["resnet18", "resnet101", "tiny-gn"]),
            Define("combine_datasets", HyperParameterType.TextList, HyperParameterValue.Of(["hcstvg"]), choices: ["vidstg", "hcstvg"]),
        ];

        public ImmutableArray<string> Violations(HyperParameterSet hyperParameters) =>
            hyperParameters.Values.TryGetValue("batch_size", out var batch) && batch.Number > 100 && !hyperParameters.Values.ContainsKey("ema")
                ? ["batch_size: more than 100 needs ema"]
                : [];

        private static HyperParameterDefinition Define(
            string name, HyperParameterType type, HyperParameterValue @default, double? minimum = null, double? maximum = null, ImmutableArray<string>? choices = null) =>
            new() { Name = name, Type = type, Default = @default, Minimum = minimum, Maximum = maximum, Choices = choices ?? [], Help = "", Group = "" };
    }
}
