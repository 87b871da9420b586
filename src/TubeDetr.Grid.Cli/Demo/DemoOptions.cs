using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>What <c>grid demo</c> was asked for.</summary>
internal sealed record DemoOptions(LocalClusterOptions Cluster, DatasetRequest Dataset, DemoSweep Sweep, bool Json);
