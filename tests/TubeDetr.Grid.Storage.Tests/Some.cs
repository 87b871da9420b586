using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Storage.Tests;

/// <summary>Data for tests.</summary>
internal static class Some
{
    /// <summary>An experiment that no other test has.</summary>
    public static ExperimentId Experiment() => new($"x{Guid.NewGuid():N}");

    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    public static MetricRow Row(int attempt, long step, long sequence = 0, double loss = 0.5) => new()
    {
        Sequence = sequence,
        Attempt = attempt,
        Step = step,
        Epoch = step / 10.0,
        Time = DateTimeOffset.UnixEpoch.AddSeconds(step),
        Values = [new("loss", loss), new("viou@0.3", 0.25)],
    };
}
