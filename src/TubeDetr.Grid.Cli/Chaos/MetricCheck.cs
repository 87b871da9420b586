using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>
/// The metric log of a disturbed experiment against its reference. Rows of training hold means over the steps since the row before, and where a row ends depends on the clock: so every
/// step must be in exactly one row, and every row must be the mean of the reference's steps that it covers. What was measured by the clock is not compared.
/// </summary>
internal sealed class MetricCheck
{
    private static readonly HashSet<string> ByTheClock = new(["seconds_per_step", "loader_wait", "eval_seconds", "memory_mib", "gpu_memory_mib", "gpu_utilization"], StringComparer.Ordinal);
    private readonly Reference _reference;
    private readonly List<MetricRow> _rows = [];
    private readonly List<long> _begins = [];
    private readonly AttemptBegins _began = new();

    public MetricCheck(Reference reference, IEnumerable<MetricLogEntry> log)
    {
        _reference = reference;
        foreach (var entry in log)
        {
            Apply(entry);
        }

        Duplicated = _rows.SelectMany(row => row.Values.Select(value => (value.Key, row.Step))).GroupBy(point => point).Sum(group => group.Count() - 1);
        CheckTraining();
        CheckEvaluations();
    }

    /// <summary>Points that the reference has and the log has not; a step that is in no row counts once for each of its metrics.</summary>
    public int Lost { get; private set; }

    /// <summary>Points of the same metric and step beyond the first.</summary>
    public int Duplicated { get; }

    /// <summary>Points with another value than the reference.</summary>
    public int Different { get; private set; }

    private void Apply(MetricLogEntry entry)
    {
        switch (entry)
        {
            case MetricLogEntry.Begin begin:
                _rows.RemoveAll(row => begin.Supersedes(row, _began));
                _began.Add(begin);
                _begins.RemoveAll(step => step > begin.FromStep);
                _begins.Add(begin.FromStep);
                break;
            case MetricLogEntry.Measured measured:
                _rows.Add(measured.Row);
                break;
        }
    }

    private static bool IsTraining(MetricRow row) => row.Values.Any(value => value.Key is "loss");

    private void CheckTraining()
    {
        long covered = 0;
        foreach (var row in _rows.Where(IsTraining).DistinctBy(row => row.Step).OrderBy(row => row.Step))
        {
            // A row of a later attempt cannot hold steps before that attempt's beginning.
            var from = _begins.Where(begin => begin > covered && begin < row.Step).DefaultIfEmpty(covered).Max();
            Miss(covered, from);
            Compare(row, Mean(from, row.Step));
            covered = row.Step;
        }

        Miss(covered, _reference.Steps.Count);
    }

    private void Miss(long from, long to) => Lost += Enumerable.Range((int)from, (int)Math.Max(0, to - from)).Sum(step => _reference.Steps[step].Count);

    private Dictionary<string, double> Mean(long from, long to)
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in _reference.Steps.Skip((int)from).Take((int)(to - from)).SelectMany(step => step))
        {
            sums[name] = IsRate(name) ? value : sums.GetValueOrDefault(name) + value;
        }

        return sums.ToDictionary(sum => sum.Key, sum => IsRate(sum.Key) ? sum.Value : sum.Value / (to - from), StringComparer.Ordinal);
    }

    private void CheckEvaluations()
    {
        var rows = _rows.Where(row => !IsTraining(row)).DistinctBy(row => row.Step).ToDictionary(row => row.Step);
        foreach (var (step, values) in _reference.Evaluations)
        {
            if (rows.TryGetValue(step, out var row))
            {
                Compare(row, values);
            }
            else
            {
                Lost += values.Count;
            }
        }

        Different += rows.Keys.Count(step => !_reference.Evaluations.ContainsKey(step));
    }

    private void Compare(MetricRow row, IReadOnlyDictionary<string, double> expected)
    {
        Lost += expected.Keys.Count(name => row.Values.All(value => !string.Equals(value.Key, name, StringComparison.Ordinal)));
        Different += row.Values.Count(value => !ByTheClock.Contains(value.Key) && !(expected.TryGetValue(value.Key, out var wanted) && wanted.Equals(value.Value)));
    }

    private static bool IsRate(string name) => name is "lr" || name.StartsWith("lr_", StringComparison.Ordinal);
}
