using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// The lines of one attempt: to the silo's log at once, to the experiment's log in the store in batches, as soon as there is one that the experiment's history does not tell. Lines are worth less than training, so a store that is
/// away only delays them, and only so many are kept meanwhile.
/// </summary>
internal sealed partial class AttemptLog : IAsyncDisposable
{
    private const int Kept = 10_000;
    private readonly Channel<LogLine> _lines = Channel.CreateBounded<LogLine>(
        new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly TaskCompletionSource _worthKeeping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Assignment _assignment;
    private readonly AttemptServices _services;
    private readonly ILogger _silo;
    private readonly Task _writing;

    public AttemptLog(Assignment assignment, AttemptServices services, ILogger silo)
    {
        (_assignment, _services, _silo) = (assignment, services, silo);
        _writing = Write();
    }

    /// <summary>Tells what the experiment's history tells, too: alone it makes no log.</summary>
    public void Mark(string text) => Add(LogLineLevel.Info, LogLevel.Information, text);

    public void Info(string text) => Keep(LogLineLevel.Info, LogLevel.Information, text);

    public void Warn(string text) => Keep(LogLineLevel.Warning, LogLevel.Warning, text);

    public void Error(string text) => Keep(LogLineLevel.Error, LogLevel.Error, text);

    /// <summary>Writes what is left; gives up after a few seconds when the store is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        _ending.SetResult();
        await _writing.WaitAsync(TimeSpan.FromSeconds(5), _services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Keep(LogLineLevel level, LogLevel siloLevel, string text)
    {
        Add(level, siloLevel, text);
        _worthKeeping.TrySetResult();
    }

    private void Add(LogLineLevel level, LogLevel siloLevel, string text)
    {
        _lines.Writer.TryWrite(new LogLine(_assignment.Attempt, _services.Time.GetUtcNow(), level, text));
        LogLineOf(_silo, siloLevel, _assignment.Experiment, _assignment.Attempt, text);
    }

    private async Task Write()
    {
        if (await Task.WhenAny(_worthKeeping.Task, _ending.Task) == _ending.Task && !_worthKeeping.Task.IsCompleted)
        {
            return;
        }

        var writer = default(ExperimentLogWriter);
        var batch = new List<LogLine>();
        while (batch.Count > 0 || await _lines.Reader.WaitToReadAsync())
        {
            while (batch.Count < Kept && _lines.Reader.TryRead(out var line))
            {
                batch.Add(line);
            }

            writer = await WriteBatch(writer, batch);
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), _services.Time), _ending.Task);
            if (batch.Count > 0 && _ending.Task.IsCompleted)
            {
                LogLinesLost(_silo, _assignment.Experiment, _assignment.Attempt, batch.Count);
                return;
            }
        }
    }

    /// <summary>Empties the batch, or leaves it for the next time.</summary>
    private async Task<ExperimentLogWriter?> WriteBatch(ExperimentLogWriter? writer, List<LogLine> batch)
    {
        try
        {
            writer ??= await _services.Log.OpenWriter(_assignment.Experiment, _assignment.Attempt, CancellationToken.None);
            await writer.Append(batch, CancellationToken.None);
            batch.Clear();
            return writer;
        }
        catch (Exception e) when (BlobStorage.MayPass(e) || e is LogConflictException)
        {
            return null;
        }
    }

    [LoggerMessage("{Experiment}#{Attempt} {Text}")]
    private static partial void LogLineOf(ILogger logger, LogLevel level, ExperimentId experiment, int attempt, string text);

    [LoggerMessage(LogLevel.Warning, "{Experiment}#{Attempt}: {Lines} log lines could not be stored")]
    private static partial void LogLinesLost(ILogger logger, ExperimentId experiment, int attempt, int lines);
}
