namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>The one line of <c>grid chaos --json</c>.</summary>
internal sealed record ChaosReport
{
    /// <summary>Submitted.</summary>
    public required int Experiments { get; init; }

    public required int Faults { get; init; }

    /// <summary>Experiments that did not complete.</summary>
    public required int Lost { get; init; }

    /// <summary>Experiments that ended twice, or that nobody submitted.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Experiments whose last checkpoint or metrics are not those of the undisturbed training.</summary>
    public required int Different { get; init; }

    public required int PointsLost { get; init; }

    public required int PointsDuplicated { get; init; }

    public required int PointsDifferent { get; init; }

    public required int Attempts { get; init; }

    /// <summary>From a silo's fault to the next training step of the experiment that it trained; null when no fault hit one.</summary>
    public required double? RecoveryMedianS { get; init; }

    public required double? RecoveryWorstS { get; init; }

    /// <summary>How many times that was measured.</summary>
    public required int Recoveries { get; init; }

    public required IReadOnlyDictionary<string, int> FaultsByKind { get; init; }

    public required IReadOnlyDictionary<string, double> RecoveryWorstByKindS { get; init; }

    /// <summary>What this machine does not allow to be tried, with the reason.</summary>
    public required IReadOnlyList<string> NotInjected { get; init; }

    public required int Seed { get; init; }

    public required double Seconds { get; init; }

    public bool Passed => Lost + Duplicated + Different + PointsLost + PointsDuplicated + PointsDifferent == 0 && Experiments > 0;

    public static ChaosReport Of(IReadOnlyList<Verdict> verdicts, int expected, ChaosCluster cluster, int seed, TimeSpan took)
    {
        var faults = cluster.Injector.Faults;
        var recoveries = verdicts.SelectMany(verdict => verdict.Recoveries).OrderBy(recovery => recovery.Recovery).ToList();
        return new ChaosReport
        {
            Experiments = expected,
            Faults = faults.Count,
            Lost = Math.Max(0, expected - verdicts.Count) + verdicts.Count(verdict => verdict.IsLost),
            Duplicated = Math.Max(0, verdicts.Count - expected) + verdicts.Count(verdict => verdict.IsDuplicated),
            Different = verdicts.Count(verdict => verdict.IsDifferent),
            PointsLost = verdicts.Sum(verdict => verdict.Metrics.Lost),
            PointsDuplicated = verdicts.Sum(verdict => verdict.Metrics.Duplicated),
            PointsDifferent = verdicts.Sum(verdict => verdict.Metrics.Different),
            Attempts = verdicts.Sum(verdict => verdict.Experiment.Attempt),
            RecoveryMedianS = recoveries.Count == 0 ? null : Seconds1(recoveries[recoveries.Count / 2].Recovery),
            RecoveryWorstS = recoveries.Count == 0 ? null : Seconds1(recoveries[^1].Recovery),
            Recoveries = recoveries.Count,
            FaultsByKind = faults.GroupBy(fault => ChaosTable.Name(fault.Kind), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            RecoveryWorstByKindS = recoveries.GroupBy(recovery => ChaosTable.Name(recovery.Fault.Kind), StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => Seconds1(group.Max(recovery => recovery.Recovery)), StringComparer.Ordinal),
            NotInjected = cluster.NotInjected,
            Seed = seed,
            Seconds = Seconds1(took),
        };
    }

    private static double Seconds1(TimeSpan time) => Math.Round(time.TotalSeconds, 1);
}
