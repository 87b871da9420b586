using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>Which sweeps are listed and in which order, as it stands in the address.</summary>
public sealed record SweepOrder
{
    private static readonly ImmutableSortedDictionary<string, Func<SweepSnapshot, IComparable?>> Keys =
        ImmutableSortedDictionary.CreateRange<string, Func<SweepSnapshot, IComparable?>>(StringComparer.Ordinal,
        [
            new("best", sweep => sweep.BestValue),
            new("done", sweep => sweep.EpochsTotal > 0 ? sweep.EpochsDone / sweep.EpochsTotal : 0),
            new("experiments", sweep => sweep.Total),
            new("left", sweep => sweep.Ended is null ? sweep.Eta : null),
            new("method", sweep => sweep.Method),
            new("name", sweep => sweep.Name),
            new("slots", sweep => sweep.SlotTime),
            new("started", sweep => sweep.Created),
            new("state", sweep => StateLook.Of(sweep.State).Word),
        ]);

    /// <summary>Words that name, id, method, metric or YAML must all contain.</summary>
    public string Search { get; init; } = "";

    /// <summary>The word of a state; empty: all.</summary>
    public string State { get; init; } = "";

    /// <summary>By what; empty: the newest first.</summary>
    public string Key { get; init; } = "";

    public bool Descending { get; init; }

    public static SweepOrder Read(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string One(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
        return new SweepOrder
        {
            Search = One("q"),
            State = One("state"),
            Key = Keys.ContainsKey(One("by")) ? One("by") : "",
            Descending = One("down") is "1",
        };
    }

    public string Write()
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Search, ["state"] = State, ["by"] = Key, ["down"] = Descending ? "1" : "" };
        return QueryHelpers.AddQueryString("", query.Where(pair => pair.Value is { Length: > 0 }).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>By this; asked again, the other way round.</summary>
    public SweepOrder By(string key) => string.Equals(Key, key, StringComparison.Ordinal) ? this with { Descending = !Descending } : this with { Key = key, Descending = false };

    public ImmutableArray<SweepSnapshot> Of(ImmutableArray<SweepSnapshot> sweeps)
    {
        var words = Search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = sweeps.Where(sweep => (State.Length == 0 || string.Equals(StateLook.Of(sweep.State).Word, State, StringComparison.Ordinal)) && words.All(word => Has(sweep, word)));
        if (!Keys.TryGetValue(Key, out var read))
        {
            return [.. found];
        }

        // What has no value stands last, whichever way.
        var present = found.OrderBy(sweep => read(sweep) is null);
        return [.. Descending ? present.ThenByDescending(read) : present.ThenBy(read)];
    }

    private static bool Has(SweepSnapshot sweep, string word) =>
        new[] { sweep.Name, sweep.Id.Value, sweep.Method, sweep.Objective.Metric, sweep.Yaml }.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
