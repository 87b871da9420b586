using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Cli.Export;

/// <summary>Writes the metrics of experiments for other programs, one experiment after the other, so that any number of rows fits in memory.</summary>
internal sealed class SweepExport(IExperimentFiles files)
{
    /// <summary>
    /// A folder for each experiment that has begun, with one event file, as <c>tensorboard --logdir</c> reads it. The file has the same name each time, so exporting again replaces it.
    /// </summary>
    /// <returns>Rows that were written.</returns>
    public async Task<long> ToTensorBoard(string folder, ImmutableArray<ExperimentSnapshot> experiments, Action<int> done, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var (experiment, index) in Begun(experiments))
        {
            var into = Directory.CreateDirectory(Path.Combine(folder, experiment.Id.Value));
            var begun = experiment.Started ?? experiment.Created;
            var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{begun.ToUnixTimeSeconds()}.{experiment.Id}");
            await using var file = File.Create(Path.Combine(into.FullName, name));
            await using var buffered = new BufferedStream(file, 1 << 16);
            var events = new EventFile(buffered, begun);
            rows += await Read(experiment, events.Add, cancellationToken);
            done(index + 1);
        }

        return rows;
    }

    /// <returns>Rows that were written.</returns>
    public async Task<long> ToCsv(string path, ImmutableArray<ExperimentSnapshot> experiments, Action<int> done, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await using var writer = new StreamWriter(path);
        var csv = new CsvFile(writer);
        foreach (var (experiment, index) in Begun(experiments))
        {
            rows += await Read(experiment, row => csv.Add(experiment.Id, row), cancellationToken);
            done(index + 1);
        }

        return rows;
    }

    private static IEnumerable<(ExperimentSnapshot Experiment, int Index)> Begun(ImmutableArray<ExperimentSnapshot> experiments) =>
        experiments.Select((experiment, index) => (experiment, index)).Where(one => one.experiment.Attempt > 0);

    private async Task<long> Read(ExperimentSnapshot experiment, Action<MetricRow> take, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await files.ReadRows(
            experiment.Id,
            row =>
            {
                take(row);
                rows++;
            },
            cancellationToken);
        return rows;
    }
}
