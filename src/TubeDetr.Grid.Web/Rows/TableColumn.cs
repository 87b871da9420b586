using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>A column of the table of experiments.</summary>
/// <param name="Key">As it stands in the address: <c>best</c>, <c>params.lr</c>, <c>metrics.loss.min</c>.</param>
/// <param name="Title">Heading, with the unit where there is one.</param>
/// <param name="Group">Under which it is found among all columns.</param>
/// <param name="Numeric">Aligned to the right.</param>
/// <param name="Value">What CSV gets: a number, a text, a time, or nothing.</param>
/// <param name="Sort">What the order goes by: from the snapshot that the row was last ordered by.</param>
/// <param name="Text">What people see.</param>
public sealed record TableColumn(
    string Key,
    string Title,
    string Group,
    bool Numeric,
    Func<ExperimentRow, object?> Value,
    Func<ExperimentRow, object?> Sort,
    Func<ExperimentRow, string> Text)
{
    /// <summary>A hyper-parameter's column offers to filter by its values.</summary>
    public bool Filters => Group is TableColumns.HyperParameters;

    /// <summary>A column whose values are read off the snapshot.</summary>
    public static TableColumn Of<T>(string key, string title, string group, Func<ExperimentSnapshot, T?> read, Func<ExperimentSnapshot, string> text, bool numeric = true) =>
        new(key, title, group, numeric, row => read(row.Now), row => read(row.Ordered), row => text(row.Now));
}
