using System.Collections.Immutable;
using System.Globalization;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// What a person looks at on the page of a sweep, as it stands in the address. Lists are kept as the address has them, so that two states that
/// say the same are equal.
/// </summary>
public sealed record Exploration
{
    private const char Comma = ',';

    /// <summary>Keys of the table's columns besides the first, in order; empty: the usual ones.</summary>
    public string Columns { get; init; } = "";

    /// <summary>Keys of columns that stay in view.</summary>
    public string Pinned { get; init; } = "";

    /// <summary>What the table is sorted by, first key first: <c>best:d,params.lr</c>.</summary>
    public string Sort { get; init; } = "";

    /// <summary>Narrowed axes of the parallel coordinates.</summary>
    public string Brushes { get; init; } = "";

    /// <summary>Places, from 1, of chosen experiments.</summary>
    public string Chosen { get; init; } = "";

    /// <summary>Panels that are not as they usually are: closed, or open.</summary>
    public string Switched { get; init; } = "";

    /// <summary>Metrics with a panel of curves; empty: the usual ones.</summary>
    public string Metrics { get; init; } = "";

    /// <summary>The hyper-parameter by which curves are put together; empty: each for itself.</summary>
    public string Group { get; init; } = "";

    /// <summary>Fields of the scatter: horizontal, vertical, colour; empty ones: the usual.</summary>
    public string Scatter { get; init; } = "";

    /// <summary>The two hyper-parameters of the contour; empty: the first two.</summary>
    public string Contour { get; init; } = "";

    public ImmutableArray<AxisFilter> AxisFilters => [.. Brushes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(AxisFilter.Read).OfType<AxisFilter>()];

    public ImmutableSortedSet<int> ChosenPlaces =>
        [.. List(Chosen).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place - 1 : -1).Where(place => place >= 0)];

    public static ImmutableArray<string> List(string text) => [.. text.Split(Comma, StringSplitOptions.RemoveEmptyEntries)];

    public static string List(IEnumerable<string> parts) => string.Join(Comma, parts);

    /// <summary>One field of a list that has a place for each; empty when it is not given.</summary>
    public static string At(string text, int place) => text.Split(Comma).ElementAtOrDefault(place) ?? "";

    public static Exploration Read(Func<string, string?> one) => new()
    {
        Columns = one("cols") ?? "",
        Pinned = one("pin") ?? "",
        Sort = one("sort") ?? "",
        Brushes = one("brush") ?? "",
        Chosen = one("pick") ?? "",
        Switched = one("panels") ?? "",
        Metrics = one("metrics") ?? "",
        Group = one("group") ?? "",
        Scatter = one("scatter") ?? "",
        Contour = one("contour") ?? "",
    };

    public void Write(Action<string, string> put)
    {
        put("cols", Columns);
        put("pin", Pinned);
        put("sort", Sort);
        put("brush", Brushes);
        put("pick", Chosen);
        put("panels", Switched);
        put("metrics", Metrics);
        put("group", Group);
        put("scatter", Scatter);
        put("contour", Contour);
    }

    public Exploration With(ImmutableArray<AxisFilter> filters) => this with { Brushes = string.Join(';', filters.Where(filter => !filter.IsEmpty).Select(filter => filter.Write())) };

    /// <summary>Chooses an experiment or lets it go.</summary>
    public Exploration Choose(int place) =>
        this with { Chosen = List(ChosenPlaces.SymmetricExcept([place]).Order().Select(p => (p + 1).ToString(CultureInfo.InvariantCulture))) };

    public Exploration Switch(string panel) => this with { Switched = Toggle(Switched, panel) };

    public Exploration Pin(string column) => this with { Pinned = Toggle(Pinned, column) };

    /// <summary>The list with a part added at its end, or taken out.</summary>
    public static string Toggle(string text, string part)
    {
        var list = List(text);
        return List(list.Contains(part, StringComparer.Ordinal) ? list.Where(one => !string.Equals(one, part, StringComparison.Ordinal)) : list.Append(part));
    }
}
