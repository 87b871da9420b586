using System.Collections.Immutable;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Storage.Tests.Metrics;

public sealed class MetricLogTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Append_RowsAndMarkers_ComeBackInOrder()
    {
        var experiment = Some.Experiment();
        ImmutableArray<MetricLogEntry> entries =
        [
            new MetricLogEntry.Begin(1, 0),
            new MetricLogEntry.Measured(Some.Row(1, 1, 1)),
            new MetricLogEntry.Measured(Some.Row(1, 2, 2, double.NaN)),
            new MetricLogEntry.Begin(2, 1),
            new MetricLogEntry.Measured(Some.Row(2, 2, 3, double.PositiveInfinity)),
        ];
        var log = await MetricLog.Open(azurite.Storage, experiment, None);
        await log.Append(entries[..2], None);
        await log.Append(entries[2..], None);

        var read = (await MetricLog.Open(azurite.Storage, experiment, None)).Entries;

        Assert.Equal([.. entries.Select(Text)], read.Select(Text).ToArray());
    }

    [Fact]
    public async Task Append_AnotherWriterCameBetween_IsAConflictAndAddsNothing()
    {
        var experiment = Some.Experiment();
        var mine = await MetricLog.Open(azurite.Storage, experiment, None);
        await mine.Append([new MetricLogEntry.Begin(1, 0)], None);
        var other = await MetricLog.Open(azurite.Storage, experiment, None);
        await other.Append([new MetricLogEntry.Begin(2, 0)], None);

        await Assert.ThrowsAsync<LogConflictException>(() => mine.Append([new MetricLogEntry.Measured(Some.Row(1, 1, 1))], None));

        Assert.Equal(2, (await MetricLog.Read(azurite.Storage, experiment, None)).Length);
    }

    [Fact]
    public async Task Stream_LogThatGrowsWhileItIsRead_HasEveryRow()
    {
        // More than the reader fetches at once.
        var experiment = Some.Experiment();
        var log = await MetricLog.Open(azurite.Storage, experiment, None);
        var rows = Enumerable.Range(1, 60_000).Select(step => (MetricLogEntry)new MetricLogEntry.Measured(Some.Row(1, step, step))).ToArray();
        await log.Append(rows[1..], None);
        Assert.True((await AppendLog.Parts(azurite.Storage.Metrics, experiment.Value, None)).Sum(part => part.Properties.ContentLength) > 4 * 1024 * 1024);

        var count = 0;
        await foreach (var entry in MetricLog.Stream(azurite.Storage, experiment, None))
        {
            if (count++ == 0)
            {
                await log.Append(rows[..1], None);
            }
        }

        Assert.Equal(rows.Length, count);
    }

    [Fact]
    public async Task Rows_AttemptThatBeginsWhileTheyAreRead_HaveEveryStepOnce()
    {
        var experiment = Some.Experiment();
        var log = await MetricLog.Open(azurite.Storage, experiment, None);
        await log.Append([new MetricLogEntry.Begin(1, 0), .. Rows(attempt: 1, 1, 2, 3, 4)], None);

        var steps = new List<long>();
        await foreach (var row in MetricLog.Rows(azurite.Storage, experiment, None))
        {
            steps.Add(row.Step);
            if (steps.Count == 1)
            {
                await log.Append([.. Rows(attempt: 1, 5), new MetricLogEntry.Begin(2, 2), .. Rows(attempt: 2, 3, 4, 5)], None);
            }
        }

        Assert.Equal([1, 2, 3, 4, 5], steps);

        static IEnumerable<MetricLogEntry> Rows(int attempt, params int[] steps) => steps.Select(step => new MetricLogEntry.Measured(Some.Row(attempt, step, step)));
    }

    [Fact]
    public async Task Open_NothingWritten_IsEmpty() => Assert.Empty((await MetricLog.Open(azurite.Storage, Some.Experiment(), None)).Entries);

    private static string Text(MetricLogEntry entry) => entry is MetricLogEntry.Measured { Row: var row }
        ? $"{row with { Values = [] }} {string.Join(' ', row.Values)}"
        : entry.ToString();
}
