namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>Which fault comes next, and when: a function of the seed and of what may come.</summary>
/// <param name="pause">Seconds on average.</param>
internal sealed class FaultPlan(int seed, double pause, IReadOnlyCollection<FaultKind> kinds)
{
    /// <summary>Seconds from one fault to the next unless told otherwise: a hundred in ten minutes.</summary>
    public const double DefaultPause = 5.75;
    private const double Spread = 0.2;

    /// <summary>Kinds by weight: silos are what trains.</summary>
    private static readonly (FaultKind Kind, int Weight)[] Kinds =
    [
        (FaultKind.SiloKilled, 35), (FaultKind.SiloHung, 15), (FaultKind.SiloTerminated, 20),
        (FaultKind.StorageKilled, 7), (FaultKind.StorageHung, 8), (FaultKind.StateCut, 8), (FaultKind.PageKilled, 7),
        (FaultKind.SiloCut, 12), (FaultKind.LinkCut, 6), (FaultKind.AllKilled, 2),
    ];

    private readonly Random _random = new(seed);

    public (TimeSpan Pause, FaultKind Kind, int Target, TimeSpan Outage) Next() =>
        (TimeSpan.FromSeconds(pause * (1 - Spread + (2 * Spread * _random.NextDouble()))), Draw(), _random.Next(), TimeSpan.FromSeconds(1 + (4 * _random.NextDouble())));

    private FaultKind Draw()
    {
        var may = Kinds.Where(entry => kinds.Contains(entry.Kind)).ToList();
        var at = _random.Next(may.Sum(entry => entry.Weight));
        return may.First(entry => (at -= entry.Weight) < 0).Kind;
    }
}
