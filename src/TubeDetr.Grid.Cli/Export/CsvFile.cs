using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Cli.Export;

/// <summary>Writes metrics as CSV with one value a line, so that every metric fits whatever experiments measured: <c>experiment,attempt,step,epoch,time,metric,value</c>.</summary>
internal sealed class CsvFile
{
    private readonly TextWriter _destination;

    public CsvFile(TextWriter destination)
    {
        _destination = destination;
        _destination.Write("experiment,attempt,step,epoch,time,metric,value\n");
    }

    public void Add(ExperimentId experiment, MetricRow row)
    {
        foreach (var (name, value) in row.Values)
        {
            _destination.Write(string.Create(
                CultureInfo.InvariantCulture, $"{experiment},{row.Attempt},{row.Step},{row.Epoch:R},{row.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},{Quoted(name)},{value:R}\n"));
        }
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
