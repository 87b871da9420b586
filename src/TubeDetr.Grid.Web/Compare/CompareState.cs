using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Compare;

/// <summary>What a person compares and how, as it stands in the address: <c>/compare?x=a,b</c>; only what differs from the default is written.</summary>
public sealed record CompareState
{
    /// <summary>More cannot be told apart by colour.</summary>
    public const int Most = 10;

    /// <summary>In the order of their choice; the first is what the others are measured against.</summary>
    public ImmutableArray<ExperimentId> Experiments { get; init; } = [];

    public CurveView View { get; init; } = new();

    /// <summary>Looks at the last evaluation of each experiment instead of its best.</summary>
    public bool Last { get; init; }

    /// <summary>What slices are measured by.</summary>
    public string Metric { get; init; } = ClipMetric.Default;

    public ClipOrder Order { get; init; }

    /// <summary>The place among the experiments of the one that is to win, and of the one that is to lose.</summary>
    public (int Better, int Worse) Duel { get; init; } = (0, 1);

    /// <summary>Key of the clip that is shown; null: the first.</summary>
    public string? Clip { get; init; }

    /// <summary>Which of the clip's frames is shown, from 0.</summary>
    public int Frame { get; init; }

    /// <summary>Reads an address; what cannot be read has its default.</summary>
    public static CompareState Read(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? One(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        return new CompareState
        {
            Experiments = [.. (One("x") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Take(Most).Select(id => new ExperimentId(id))],
            View = CurveView.Read(One, "axis"),
            Last = One("at") is "last",
            Metric = ClipMetric.All.FirstOrDefault(metric => string.Equals(metric.Name, One("metric"), StringComparison.Ordinal))?.Name ?? ClipMetric.Default,
            Order = Enum.TryParse<ClipOrder>(One("sort"), ignoreCase: true, out var order) ? order : ClipOrder.Worst,
            Duel = (Math.Max(Number(One("better"), 1), 1) - 1, Math.Max(Number(One("worse"), 2), 1) - 1),
            Clip = One("clip"),
            Frame = Number(One("frame"), 0),
        };
    }

    /// <summary>The query of the address, with its question mark; empty when everything has its default.</summary>
    public string Write()
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        void Put(string name, bool differs, string? value)
        {
            if (differs)
            {
                query[name] = value;
            }
        }

        Put("x", Experiments.Length > 0, string.Join(',', Experiments));
        View.Write(Put, "axis");
        Put("at", Last, "last");
        Put("metric", Metric is not ClipMetric.Default, Metric);
        Put("sort", Order != ClipOrder.Worst, Order.ToString().ToLowerInvariant());
        Put("better", Duel.Better != 0, Text(Duel.Better + 1));
        Put("worse", Duel.Worse != 1, Text(Duel.Worse + 1));
        Put("clip", Clip is not null, Clip);
        Put("frame", Frame > 0, Text(Frame));
        return QueryHelpers.AddQueryString("", query).Replace("%2C", ",", StringComparison.Ordinal);
    }

    /// <summary>With one more experiment, unless it is there or there are enough.</summary>
    public CompareState With(ExperimentId experiment) =>
        Experiments.Contains(experiment) || Experiments.Length >= Most ? this : this with { Experiments = Experiments.Add(experiment) };

    /// <summary>Without one; the duel begins anew, since places have moved.</summary>
    public CompareState Without(ExperimentId experiment) => this with { Experiments = Experiments.Remove(experiment), Duel = (0, 1) };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? text, int otherwise) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
