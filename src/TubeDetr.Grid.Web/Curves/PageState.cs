using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>What a person has set on a page, as it stands in the address: only what differs from the default is written.</summary>
public sealed record PageState
{
    public CurveView View { get; init; } = new();

    /// <summary>What is looked at on the page of a sweep.</summary>
    public Exploration Exploration { get; init; } = new();

    /// <summary>The words of the quick filter.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Places (from 0) of experiments whose curves are hidden.</summary>
    public ImmutableSortedSet<int> Hidden { get; init; } = [];

    /// <summary>Shows hyper-parameters in which experiments do not differ, too.</summary>
    public bool AllParameters { get; init; }

    /// <summary>Least level of the log that is shown: <c>info</c>, <c>warning</c> or <c>error</c>.</summary>
    public string LogLevel { get; init; } = "info";

    /// <summary>Reads an address; what cannot be read has its default.</summary>
    public static PageState Read(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? One(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        return new PageState
        {
            View = CurveView.Read(One),
            Exploration = Exploration.Read(One),
            Filter = One("q") ?? "",
            Hidden = ReadPlaces(One("hide")),
            AllParameters = One("all") is "1",
            LogLevel = One("level") is "warning" or "error" ? One("level")! : "info",
        };
    }

    /// <summary>The query of the address, with its question mark; empty when everything has its default.</summary>
    public string Write()
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        void Put(string name, bool differs, string value)
        {
            if (differs)
            {
                query[name] = value;
            }
        }

        View.Write(Put);
        Exploration.Write((name, value) => Put(name, value.Length > 0, value));
        Put("q", Filter.Length > 0, Filter);
        Put("hide", Hidden.Count > 0, string.Join(',', Hidden.Select(place => (place + 1).ToString(CultureInfo.InvariantCulture))));
        Put("all", AllParameters, "1");
        Put("level", LogLevel is not "info", LogLevel);
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>Hides a curve or shows it again.</summary>
    public PageState Toggle(int place) => this with { Hidden = Hidden.SymmetricExcept([place]) };

    private static ImmutableSortedSet<int> ReadPlaces(string? text) =>
        [.. (text ?? "").Split(',')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place - 1 : -1)
            .Where(place => place >= 0)];
}
