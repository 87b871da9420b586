using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Benchmarks.Web;

/// <summary>A real experiment that trains beside the pages, and how fast.</summary>
internal sealed class TrainingPace(IGrainFactory grains)
{
    private readonly SweepId _id = SweepId.NewRandom();

    public string Sweep => _id.Value;

    /// <summary>The trainer's name for the thread that it trains on.</summary>
    public string Thread => $"{Experiment}#1";

    private string Experiment => $"{_id}-01";

    private IMetricsGrain Metrics => grains.GetGrain<IMetricsGrain>(Experiment);

    /// <summary>As many as in the demonstration. With a few dozen, an epoch with its evaluation and its checkpoint takes a second, and the pages have more to say than of any training that is meant.</summary>
    public static void MakeClips(string data) =>
        Data.Synthetic.SyntheticDataset.Generate(Path.Combine(data, "datasets", "synthetic"), new Data.Synthetic.SyntheticOptions { Clips = DatasetRequest.DefaultClips, Seed = 7 }, null, CancellationToken.None);

    /// <summary>Submits it and waits for its first steps.</summary>
    public async Task Begin()
    {
        var answer = await grains.GetGrain<ISweepGrain>(Sweep).Submit(
            """
            name: pace
            method: grid
            metric: { name: viou, goal: maximize }
            parameters:
              dataset_config: { value: synthetic/dataset.json }
              epochs: { value: 100000 }
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

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while ((await Metrics.Read(0)).Length < 20)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Number of the last row that is known.</summary>
    public async Task<long> Position() => (await Metrics.Read(0))[^1].Sequence;

    /// <summary>What was measured since a row: between which moments, by the clock of the trainer, and how long a step took there.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To, double SecondsPerStep)[]> Since(long position)
    {
        var rows = await Metrics.Read(position);
        return [.. rows.Zip(rows.Skip(1)).SelectMany(pair => pair.Second.Values.Where(value => value.Key is "seconds_per_step").Select(value => (pair.First.Time, pair.Second.Time, value.Value)))];
    }
}
