using TubeDetr.Grid.Cli.Connecting;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>Makes the data set and starts the cluster at the same time; when one fails, the other is stopped too.</summary>
internal sealed class Preparation(IDatasetMaker datasets, IClusterStarter clusters)
{
    public async Task<IRunningCluster> Run(DemoOptions options, IPreparationView view, CancellationToken cancellationToken)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var data = Guard(MakeData(options.Dataset, view, together.Token), together);
        var start = Guard(clusters.Start(options.Cluster, view, together.Token), together);
        try
        {
            await Task.WhenAll(data, start);
            return await start;
        }
        catch
        {
            if (start.IsCompletedSuccessfully)
            {
                await (await start).DisposeAsync();
            }

            throw FirstCause(data, start, cancellationToken);
        }
    }

    private async Task<bool> MakeData(DatasetRequest request, IPreparationView view, CancellationToken cancellationToken)
    {
        var made = await Task.Run(() => datasets.Make(request, view, cancellationToken), cancellationToken);
        view.DataIsReady(made);
        return made;
    }

    /// <summary>The one that failed by itself, not the one that was stopped because of it.</summary>
    private static Exception FirstCause(Task data, Task start, CancellationToken cancellationToken)
    {
        var causes = new[] { data, start }.SelectMany(task => task.Exception?.InnerExceptions ?? []);
        return causes.FirstOrDefault(cause => cause is not OperationCanceledException) ?? new OperationCanceledException(cancellationToken);
    }

    private static async Task<T> Guard<T>(Task<T> task, CancellationTokenSource together)
    {
        try
        {
            return await task;
        }
        catch
        {
            await together.CancelAsync();
            throw;
        }
    }
}
