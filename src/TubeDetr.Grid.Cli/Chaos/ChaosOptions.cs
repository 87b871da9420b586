namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>What <c>grid chaos</c> was asked for.</summary>
/// <param name="Minutes">Faults are injected for so long at most.</param>
/// <param name="Seed">Chooses kinds, targets and moments of the faults.</param>
/// <param name="Faults">How many at most.</param>
/// <param name="Pause">Seconds from one fault to the next, on average.</param>
/// <param name="Kinds">Which kinds may come.</param>
/// <param name="DataRoot">Folder of the data set and of the cluster, which is made anew.</param>
internal sealed record ChaosOptions(double Minutes, int Seed, int Faults, double Pause, IReadOnlyCollection<FaultKind> Kinds, int Silos, string DataRoot, bool Json);
