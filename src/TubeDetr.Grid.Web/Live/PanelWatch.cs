using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Live;

/// <summary>
/// Keeps a panel up to date: reads the overview that is saved, then each curve that it lacks, and saves the overview again when it has grown. What trains now is not in
/// it: that is followed row by row.
/// </summary>
public sealed class PanelWatch(IGridClient client, Feed<SweepView> views, PanelKey key, Polling polling, TimeProvider time)
{
    /// <summary>Pause between two looks at which experiments have ended.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>In sweeps of more experiments each curve has the points of an overview, in smaller ones those of a picture.</summary>
    public const int Many = 200;

    private const int PicturePoints = 1000;
    private const int AtATime = 16;
    private SweepPanel panel = SweepPanel.Empty;
    private bool opened;
    private int saved;

    public async Task Run(Feed<SweepPanel> feed, CancellationToken cancellationToken)
    {
        using var listener = views.Listen();
        var failed = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // Who could not read tries again; otherwise there is nothing to do until something is said of the sweep.
                if (!failed)
                {
                    await listener.Reader.WaitToReadAsync(cancellationToken);
                }

                listener.Reader.TryRead(out _);
                if (views.Latest?.Value is { } view)
                {
                    await BringUpToDate(feed, view.Experiments, cancellationToken);
                }

                failed = false;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                polling.Fail(feed, e);
                failed = true;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BringUpToDate(Feed<SweepPanel> feed, ImmutableArray<ExperimentSnapshot> experiments, CancellationToken cancellationToken)
    {
        var many = experiments.Length > Many;
        if (!opened)
        {
            await Open(many, cancellationToken);
        }

        var missing = panel.Missing(experiments);
        foreach (var chunk in missing.Chunk(AtATime))
        {
            var read = await Task.WhenAll(chunk.Select(experiment => Read(experiment, many ? CurveOverview.Limit : PicturePoints, cancellationToken)));
            panel = panel.With(read);
            feed.Publish(panel);
        }

        if (feed.Latest is not { Fault: null, Value: { } said } || said != panel)
        {
            feed.Publish(panel);
        }

        await SaveIfGrown(many, cancellationToken);
    }

    private async Task Open(bool many, CancellationToken cancellationToken)
    {
        if (many && await client.GetOverview(key.Sweep, key.Metric, cancellationToken) is { } overview)
        {
            panel = SweepPanel.Of(overview);
            saved = overview.Curves.Count;
        }

        opened = true;
    }

    private async Task<KeyValuePair<ExperimentId, OverviewCurve>> Read(ExperimentSnapshot experiment, int points, CancellationToken cancellationToken)
    {
        var curves = await CurveReading.Of(client, experiment, cancellationToken);
        ImmutableArray<MetricPoint> chosen = curves.Metrics.TryGetValue(key.Metric, out var curve) ? [.. curve.Choose(points)] : [];
        return KeyValuePair.Create(experiment.Id, new OverviewCurve(experiment.Attempt, experiment.Step, chosen));
    }

    /// <summary>By a tenth, so that what the next reader finds missing is little, and what is written again is, too.</summary>
    private async Task SaveIfGrown(bool many, CancellationToken cancellationToken)
    {
        if (many && panel.Overview.Curves.Count - saved > saved / 10)
        {
            saved = panel.Overview.Curves.Count;
            await client.SaveOverview(key.Sweep, key.Metric, panel.Overview, cancellationToken);
        }
    }
}
