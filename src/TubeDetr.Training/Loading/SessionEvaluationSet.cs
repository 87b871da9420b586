using TubeDetr.Data;

namespace TubeDetr.Training.Loading;

/// <summary>One set that a session is judged by.</summary>
/// <param name="Name">Name of its data set; says which evaluator judges it.</param>
/// <param name="Loader">Its batches.</param>
/// <param name="Dataset">Its videos.</param>
internal sealed record SessionEvaluationSet(string Name, ClipLoader Loader, IGroundingDataset Dataset)
{
    /// <summary>What is true of each of its videos.</summary>
    public IReadOnlyList<GroundTruthTube> Tubes => Dataset.Tubes;
}
