using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>Shows the preparation: clips made so far (<see cref="IProgress{T}"/> of a number) and what happens in the cluster.</summary>
internal interface IPreparationView : IProgress<int>, IProgress<ClusterEvent>
{
    void DataIsReady(bool wasMade);
}
