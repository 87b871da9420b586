using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Benchmarks.Web;

/// <summary>A real experiment that trains beside the pages, and how fast.</summary>
internal sealed class TrainingPace(IGrainFactory grains)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(25);
    private IMetricsGrain _metrics = null!;

    public static void MakeClips(string data) =>
        Data.Synthetic.SyntheticDataset.Generate(Path.Combine(data, "datasets", "synthetic"), new Data.Synthetic.SyntheticOptions { Clips = 60, Seed = 7 }, null, CancellationToken.None);

    /// <summary>Submits it and waits for its first steps.</summary>
    public async Task Begin()
    {
        var id = SweepId.NewRandom();
        var answer = await grains.GetGrain<ISweepGrain>(id.Value).Submit(
            """
            name: pace
            method: grid
            metric: { name: viou, goal: maximize }
            parameters:
              dataset_config: { value: synthetic/dataset.json }
              epochs: { value: 1000 }
              resolution: { value: 64 }
              video_max_len: { value: 8 }
              video_max_len_train: { value: 8 }
              stride: { value: 2 }
              num_workers: { value: 1 }
              backbone: { value: tiny-gn }
              hidden_dim: { value: 32 }
              nheads: { value: 4 }
              enc_layers: { value: 1 }
              dec_layers: { value: 2 }
              dim_feedforward: { value: 64 }
              batch_size: { value: 2 }
            """);
        if (!answer.Accepted)
        {
            throw new InvalidOperationException(string.Join('\n', answer.Errors));
        }

        _metrics = grains.GetGrain<IMetricsGrain>($"{id}-01");
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while ((await _metrics.Read(0)).Length < 20)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Seconds of a step in the window that begins now: the median of what the trainer itself measures.</summary>
    public async Task<double> SecondsPerStep()
    {
        var before = (await _metrics.Read(0))[^1].Sequence;
        using var timer = new PeriodicTimer(Window);
        await timer.WaitForNextTickAsync();
        var steps = (await _metrics.Read(before)).SelectMany(row => row.Values).Where(value => value.Key is "seconds_per_step").Select(value => value.Value).Order().ToArray();
        return steps[steps.Length / 2];
    }
}
