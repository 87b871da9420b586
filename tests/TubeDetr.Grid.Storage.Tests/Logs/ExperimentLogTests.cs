using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Storage.Tests.Logs;

public sealed class ExperimentLogTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly ExperimentLog _log = new(azurite.Storage);

    [Fact]
    public async Task Tail_TwoAttempts_EndsWithTheLaterOne()
    {
        var experiment = Some.Experiment();
        await (await _log.OpenWriter(experiment, 1, None)).Append([Line(1, "begins"), Line(1, "breaks down\nat once")], None);
        await (await _log.OpenWriter(experiment, 2, None)).Append([Line(2, "begins again")], None);

        var tail = await _log.Tail(experiment, 2, None);

        Assert.Equal([Line(1, "at once"), Line(2, "begins again")], tail);
    }

    [Fact]
    public async Task Tail_FewerLinesThanAsked_GivesAll()
    {
        var experiment = Some.Experiment();
        await (await _log.OpenWriter(experiment, 1, None)).Append([Line(1, "only this")], None);

        Assert.Equal([Line(1, "only this")], await _log.Tail(experiment, 100, None));
    }

    [Fact]
    public async Task Tail_NothingWritten_IsEmpty() => Assert.Empty(await _log.Tail(Some.Experiment(), 10, None));

    [Fact]
    public void ToString_Line_IsReadable() => Assert.Equal("2026-01-31T12:00:00.000Z WARNING low on paper", new LogLine(1, Noon, LogLineLevel.Warning, "low on paper").ToString());

    private static LogLine Line(int attempt, string text) => new(attempt, Noon, LogLineLevel.Info, text);
}
