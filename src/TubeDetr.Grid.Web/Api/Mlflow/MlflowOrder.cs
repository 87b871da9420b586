using System.Collections.Immutable;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>The order of runs, such as <c>metrics.viou DESC</c>, <c>params.lr</c>; what has no such value comes last.</summary>
internal sealed record MlflowOrder(ImmutableArray<(MlflowKey Key, bool Descending)> Keys)
{
    /// <exception cref="MlflowException">This is no order.</exception>
    public static MlflowOrder Read(IEnumerable<string> clauses) => new([.. clauses.Select(Read)]);

    public IEnumerable<MlflowRun> Apply(IEnumerable<MlflowRun> runs)
    {
        var sorted = runs.Order(Comparer<MlflowRun>.Create((_, _) => 0));
        foreach (var (key, descending) in Keys)
        {
            sorted = sorted.ThenBy(run => run.Field(key.Kind, key.Name) is null);
            sorted = descending ? sorted.ThenByDescending(Value, Comparer) : sorted.ThenBy(Value, Comparer);
            object? Value(MlflowRun run) => run.Field(key.Kind, key.Name);
        }

        return sorted;
    }

    private static Comparer<object?> Comparer { get; } = Comparer<object?>.Create((a, b) => (a, b) switch
    {
        (double left, double right) => left.CompareTo(right),
        _ => string.CompareOrdinal(a?.ToString(), b?.ToString()),
    });

    private static (MlflowKey Key, bool Descending) Read(string clause)
    {
        var text = clause.Trim();
        var descending = text.EndsWith(" DESC", StringComparison.OrdinalIgnoreCase);
        if (descending || text.EndsWith(" ASC", StringComparison.OrdinalIgnoreCase))
        {
            text = text[..text.LastIndexOf(' ')].TrimEnd();
        }

        return (MlflowKey.Read(text) ?? throw MlflowException.Invalid($"order_by {clause} is not understood; write it like metrics.viou DESC or params.lr ASC."), descending);
    }
}
