using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

/// <summary>Charts of curves that the grid knows.</summary>
public abstract class ChartTest : PageTest
{
    private HistorySet? histories;

    internal HistorySet Histories => histories ??= new HistorySet(Services.GetRequiredService<LiveGrid>());

    /// <summary>The grid has two values of the loss of each experiment (3 and 2 of the first, 4 and 3 of the second, …), and the page has read them.</summary>
    internal async Task Know(params ExperimentSnapshot[] experiments)
    {
        foreach (var experiment in experiments)
        {
            Client.Curves[experiment.Id] = Some.Curves(Some.Row(1, 1, 3 + experiment.Index), Some.Row(2, experiment.Step, 2 + experiment.Index));
        }

        Client.Views = [Some.View([.. experiments])];
        Histories.Follow(Client.Views[0], ["loss"], ImmutableHashSet<ExperimentId>.Empty);
        while (experiments.Any(experiment => Histories.Of(experiment.Id).Series.IsEmpty))
        {
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    /// <summary>Lets time pass until the browser has been called so often; a call need not render anything.</summary>
    internal async Task Called(string identifier, int times = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await Renderer.Dispatcher.InvokeAsync(() => JSInterop.Invocations[identifier].Count) < times)
        {
            patience.Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    protected override ValueTask DisposeAsyncCore()
    {
        histories?.Dispose();
        return base.DisposeAsyncCore();
    }
}
