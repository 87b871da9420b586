using System.Collections.Immutable;
using System.Threading.Channels;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Takes progress from the computing thread without making it wait, and brings it in batches to the metric log first, to the experiment then. While nobody takes them, so many wait here; when there is
/// no more room, training waits: no row is ever thrown away.
/// </summary>
internal sealed class MetricDelivery
{
    private const int Room = 20_000;
    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly Assignment _assignment;
    private readonly AttemptServices _services;
    private readonly Patience _patience;
    private readonly Action _failed;
    private readonly CancellationToken _abort;
    private volatile TaskCompletionSource _hurry = NewSignal();
    private volatile bool _completing;
    private readonly RecentRows _recent = new();
    private readonly long _fromStep;

    public MetricDelivery(Assignment assignment, long fromStep, AttemptServices services, Patience patience, Action failed, CancellationToken abort)
    {
        (_assignment, _fromStep, _services, _patience, _failed, _abort) = (assignment, fromStep, services, patience, failed, abort);
        Completion = Deliver();
    }

    /// <summary>Ends when all is delivered, or with the reason why it cannot be.</summary>
    public Task Completion { get; }

    /// <summary>Adds progress; returns at once, unless there is no room any more. Called on the computing thread.</summary>
    public void Post(EpochProgress progress)
    {
        var item = new Item(progress, null);
        if (!_items.Writer.TryWrite(item) && !Completion.IsCompleted)
        {
            // The attempt is being aborted when this fails, and whoever aborted it knows why.
            _items.Writer.WriteAsync(item, _abort).AsTask().ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    /// <summary>Ends when everything posted so far is in the metric log.</summary>
    public async Task Flush()
    {
        var mark = NewSignal();
        var marked = _items.Writer.WriteAsync(new Item(null, mark), _abort).AsTask();
        _hurry.TrySetResult();
        await Task.WhenAny(marked, Completion);
        await await Task.WhenAny(mark.Task, Completion);
    }

    /// <summary>Delivers what is left.</summary>
    public Task Complete()
    {
        _completing = true;
        _items.Writer.TryComplete();
        _hurry.TrySetResult();
        return Completion;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Deliver()
    {
        try
        {
            while (await _items.Reader.WaitToReadAsync(_abort))
            {
                var batch = new List<Item>();
                while (_items.Reader.TryRead(out var item))
                {
                    batch.Add(item);
                }

                await Deliver(batch);
                await Pause();
            }
        }
        catch
        {
            _items.Writer.TryComplete();
            _failed();
            throw;
        }
    }

    private async Task Deliver(List<Item> batch)
    {
        ImmutableArray<MetricRow> rows = [.. batch.Select(item => item.Progress?.Row).OfType<MetricRow>()];
        if (!rows.IsEmpty)
        {
            await Append(rows);
        }

        foreach (var item in batch)
        {
            item.Mark?.TrySetResult();
        }

        if (batch.LastOrDefault(item => item.Progress is not null)?.Progress is { } last)
        {
            var report = new ProgressReport { EpochsDone = last.EpochsDone, Step = last.Step, SecondsPerEpoch = last.SecondsPerEpoch, Rows = rows };
            await Ask("report progress", () => _services.Experiment(_assignment.Experiment).Report(_assignment.Attempt, report));
        }
    }

    private async Task Append(ImmutableArray<MetricRow> rows)
    {
        while (!rows.IsEmpty)
        {
            try
            {
                await Ask("deliver metrics", () => _services.Metrics(_assignment.Experiment).Append(_assignment.Attempt, _recent.Delivered, rows));
                _recent.Add(rows);
                return;
            }
            catch (MissingRowsException e)
            {
                if (e.Present < 0)
                {
                    await Ask("begin the attempt's metrics again", () => _services.Metrics(_assignment.Experiment).BeginAttempt(_assignment.Attempt, _fromStep));
                }

                rows = [.. _recent.TakeBack(Math.Max(0, e.Present)), .. rows];
            }
        }
    }

    private async Task Ask(string what, Func<Task<bool>> ask)
    {
        if (!await _patience.Try(what, _ => ask(), static e => e is not MissingRowsException, _abort))
        {
            throw new SupersededException();
        }
    }

    /// <summary>Whoever flushes or completes is not kept waiting; what is posted before the signal is read after it.</summary>
    private async Task Pause()
    {
        await Task.WhenAny(Task.Delay(_services.Options.Delivery, _services.Time, _abort), _hurry.Task);
        if (!_completing)
        {
            _hurry = NewSignal();
        }
    }

    private sealed record Item(EpochProgress? Progress, TaskCompletionSource? Mark);
}
