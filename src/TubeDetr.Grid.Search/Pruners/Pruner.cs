using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>From settings to pruners.</summary>
public static class Pruner
{
    public const double DefaultEta = 3;
    public const int DefaultStartup = 5;

    /// <summary>The names in the YAML, each with the keys that have an effect.</summary>
    public static ImmutableDictionary<PrunerKind, ImmutableArray<string>> Keys { get; } = new Dictionary<PrunerKind, ImmutableArray<string>>
    {
        [PrunerKind.None] = [],
        [PrunerKind.Median] = ["min_iter", "n_startup"],
        [PrunerKind.Asha] = ["min_iter", "max_iter", "eta", "s"],
        [PrunerKind.Hyperband] = ["min_iter", "max_iter", "eta", "s", "strict"],
    }.ToImmutableDictionary();

    /// <summary>Everything that is wrong with the settings, each with the key that it is about.</summary>
    public static ImmutableArray<(string Key, string Message)> Faults(PrunerSettings settings) =>
        [.. Idle(settings).Concat(OutOfRange(settings)).Concat(settings.Kind == PrunerKind.Hyperband ? Bandless(settings) : [])];

    /// <summary>The pruner; the settings have no faults.</summary>
    public static IPruner Of(PrunerSettings settings, Objective objective)
    {
        var eta = settings.Eta ?? DefaultEta;
        return settings.Kind switch
        {
            PrunerKind.Median => new MedianPruner(objective, settings.MinIter ?? 1, settings.Startup ?? DefaultStartup),
            PrunerKind.Asha => new AshaPruner(objective, new Ladder(settings.MinIter ?? 1, settings.MaxIter, eta, settings.S ?? 1)),
            PrunerKind.Hyperband => new HyperbandPruner(objective, Bands(settings, eta), eta, settings.Strict ?? false),
            _ => new NoPruner(),
        };
    }

    /// <summary>With <c>max_iter</c>: it, divided by eta again and again, s times; else <c>min_iter</c>, multiplied.</summary>
    private static ImmutableArray<int> Bands(PrunerSettings settings, double eta)
    {
        var exact = settings.MaxIter is { } most
            ? Enumerable.Range(1, settings.S ?? 1).Select(power => most / Math.Pow(eta, power)).TakeWhile(band => band >= 1)
            : Enumerable.Range(0, int.MaxValue).Select(power => (settings.MinIter ?? 1) * Math.Pow(eta, power)).TakeWhile(band => band < int.MaxValue);
        return [.. exact.Select(band => (int)band).Distinct().Order()];
    }

    private static IEnumerable<(string Key, string Message)> Idle(PrunerSettings settings) =>
        from said in Said(settings)
        where said.Value is not null && !Keys[settings.Kind].Contains(said.Key, StringComparer.Ordinal)
        select (said.Key, $"{said.Key} has no effect on {Name(settings.Kind)}{(Keys[settings.Kind].IsEmpty ? "" : $", which knows {string.Join(", ", Keys[settings.Kind])}")}: leave it out");

    private static IEnumerable<(string Key, string Message)> OutOfRange(PrunerSettings settings) =>
        from said in Said(settings)
        where said.Key is not "strict"
        let least = said.Key is "eta" ? 1.1 : 1
        where said.Value is { } value && !(value >= least)
        select (said.Key, FormattableString.Invariant($"{said.Key} must be at least {least}, not {said.Value}"));

    private static IEnumerable<(string Key, string Message)> Bandless(PrunerSettings settings)
    {
        if (settings is { MinIter: null, MaxIter: null } or { MinIter: not null, MaxIter: not null })
        {
            yield return ("type", "hyperband needs either min_iter, the epochs of the first band, or max_iter with s, from which s bands are counted down");
        }
        else if (settings is { MaxIter: not null, S: null })
        {
            yield return ("max_iter", "max_iter needs s: how many bands are counted down from it");
        }
        else if (settings is { MinIter: not null, S: not null })
        {
            yield return ("s", "s goes with max_iter; with min_iter there are as many bands as fit: leave it out");
        }
        else if (settings is { MaxIter: { } most, Eta: var eta } && most / (eta ?? DefaultEta) < 1)
        {
            yield return ("max_iter", FormattableString.Invariant($"max_iter {most} leaves no band: it must be at least eta, {eta ?? DefaultEta}"));
        }
    }

    private static (string Key, double? Value)[] Said(PrunerSettings settings) =>
    [
        ("min_iter", settings.MinIter), ("max_iter", settings.MaxIter), ("eta", settings.Eta), ("s", settings.S),
        ("strict", settings.Strict is null ? null : 1), ("n_startup", settings.Startup),
    ];

    private static string Name(PrunerKind kind) => kind switch
    {
        PrunerKind.Median => "median",
        PrunerKind.Asha => "asha",
        PrunerKind.Hyperband => "hyperband",
        _ => "none",
    };
}
