using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Scheduling;

/// <summary>What <c>grid bench schedule</c> measures with.</summary>
/// <param name="Steps">Steps of an experiment, with a metric row each.</param>
/// <param name="Milliseconds">How long each step takes on average.</param>
/// <param name="DataRoot">Its folder <c>cluster</c> is made anew.</param>
internal sealed record ScheduleOptions(int Experiments, int Slots, int Steps, int Milliseconds, bool Checkpoints, string DataRoot, bool Json)
{
    public string Folder => Path.Combine(Path.GetFullPath(DataRoot), "cluster");

    /// <summary>One silo process with all slots; stores as in <c>grid up</c>.</summary>
    public LocalClusterOptions Cluster => new()
    {
        DataRoot = Folder,
        Silos = 1,
        Web = false,
        Runner = FormattableString.Invariant($"simulated:steps={Steps},ms={Milliseconds},checkpoints={(Checkpoints ? 1 : 0)}"),
        SlotsPerSilo = Slots,
    };

    public string Sweep => Of(Experiments);

    /// <summary>
    /// Brought through before anything is measured: a silo that has just started compiles what it calls, quickly at first and well in the background, which takes a third of
    /// two processors for ten seconds.
    /// </summary>
    public string WarmUp => Of(20 * Slots);

    private string Of(int experiments) => FormattableString.Invariant($$"""
        name: {{experiments}} experiments on {{Slots}} slots
        method: random
        run_cap: {{experiments}}
        parameters:
          lr: { min: 1.0e-5, max: 1.0e-3, distribution: log_uniform_values }
          epochs: { value: 1 }
          dataset_config: { value: simulated }
        """);
}
