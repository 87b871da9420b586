using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Grains.Metrics;

/// <content>Keeps the curves and saves them now and then, beside everything else: they can be made again from the log, so nobody waits for them.</content>
public sealed partial class MetricsGrain
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly CurveRhythm _rhythm = new();
    private ExperimentCurves? _curves; // null: not read yet, or superseded
    private IGrainTimer? _save;
    private bool _saving;

    private void KeepCurves(ImmutableArray<MetricLogEntry> entries)
    {
        if (_curves is { } known && entries.OfType<MetricLogEntry.Begin>().Any(begin => _history.Supersedes(begin, known.Step, known.Attempt)))
        {
            _curves = null;
        }

        Add(entries.OfType<MetricLogEntry.Measured>().Select(entry => entry.Row));
        SaveSoon();
    }

    private void Add(IEnumerable<MetricRow> rows)
    {
        foreach (var row in rows)
        {
            _curves?.Add(row);
        }
    }

    /// <summary>At once when it is worth it, else when nothing has come for a while.</summary>
    private void SaveSoon()
    {
        if (_rhythm.IsBehind(_history.Sequence))
        {
            _save?.Dispose();
            var due = _rhythm.IsTime(_history.Sequence) ? TimeSpan.Zero : Quiet;
            _save = this.RegisterGrainTimer(_ => SaveCurves(CancellationToken.None), new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
    }

    private async Task SaveCurves(CancellationToken cancellationToken)
    {
        if (_saving)
        {
            return;
        }

        _saving = true;
        try
        {
            _curves ??= await MakeCurves(cancellationToken);
            if (_rhythm.IsBehind(_curves.Sequence))
            {
                _rhythm.Saved(_curves.Sequence);
                await curveStore.Save(Id, _curves, cancellationToken);
            }
        }
        catch (Exception e) when (BlobStorage.MayPass(e))
        {
            LogCurvesNotSaved(Id, BlobStorage.Reason(e));
        }
        finally
        {
            _saving = false;
        }
    }

    /// <summary>What is saved, where it still holds, or else all from the log; and the rows since then.</summary>
    private async Task<ExperimentCurves> MakeCurves(CancellationToken cancellationToken)
    {
        while (true)
        {
            var begins = _history.Begins;
            var made = await curveStore.Load(Id, cancellationToken);
            if (made is null || made.Sequence > _history.Sequence || made.Sequence < _history.Forgotten || _history.RestartsFor(made.Sequence, 0) is not null)
            {
                made = await curveStore.Rebuild(Id, cancellationToken);
            }
            else
            {
                _rhythm.Saved(made.Sequence);
            }

            // An attempt that began meanwhile may have superseded rows that were read.
            if (begins == _history.Begins)
            {
                foreach (var row in _history.After(made.Sequence))
                {
                    made.Add(row);
                }

                return made;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Experiment}: its curves could not be saved ({Reason}); they are made again from the log")]
    private partial void LogCurvesNotSaved(ExperimentId experiment, string reason);
}
