using System.Collections.Concurrent;
using Orleans.Runtime;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Watching;

/// <summary>Follows a sweep by asking twice a second, through short absences of the cluster.</summary>
internal sealed class SweepWatch(IGridConnection grid, SweepId id, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A question to a silo that was just killed is not answered for half a minute; asking again goes to a living one.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<string> _said = new();
    private DateTimeOffset? _firstPoint;

    /// <summary>Shows a line above the view; from any thread.</summary>
    public void Say(string line) => _said.Enqueue(line);

    /// <summary>Shows the sweep on the screen until it has ended.</summary>
    public async Task<SweepEnd> UntilEnd(Screen screen, CancellationToken cancellationToken)
    {
        if (!screen.CanRedraw)
        {
            return await Follow(new PlainSweepView(screen), cancellationToken);
        }

        return await LiveSweepView.During(screen, view => Follow(view, cancellationToken));
    }

    private async Task<SweepEnd> Follow(ISweepView view, CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = await AskPatiently(view, cancellationToken);
            Tell(view);
            view.Show(end.Sweep, end.Experiments);
            if (end.Sweep.State.HasEnded())
            {
                return end;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>A silo that was killed takes grains with it for some seconds; that is no reason to give up.</summary>
    private async Task<SweepEnd> AskPatiently(ISweepView view, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return await Ask().WaitAsync(AnswerLimit, time, cancellationToken);
            }
            catch (Exception failure) when (failure is OrleansException or TimeoutException && time.GetElapsedTime(since) < Patience)
            {
                if (isFirst)
                {
                    view.Say("The cluster does not answer at the moment; trying again.");
                }

                Tell(view);
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
    }

    private void Tell(ISweepView view)
    {
        while (_said.TryDequeue(out var line))
        {
            view.Say(line);
        }
    }

    private async Task<SweepEnd> Ask()
    {
        var sweep = await grid.GetSweep(id) ?? throw CommandFailure.Failed($"Sweep {id} is not known to the cluster any more.");
        var experiments = await grid.ListExperiments(id);
        if (_firstPoint is null && experiments.Any(e => !e.LastMetrics.IsEmpty))
        {
            _firstPoint = time.GetUtcNow();
        }

        return new SweepEnd(sweep, experiments, _firstPoint);
    }
}
