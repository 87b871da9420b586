using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>What evaluations have left in the store.</summary>
public interface IPredictionReader
{
    /// <summary>What the evaluation before a checkpoint found; null when nothing is kept of it.</summary>
    Task<EvaluatedClips?> Read(CheckpointRecord checkpoint, CancellationToken cancellationToken);

    /// <summary>Where a clip's pictures lie; null while there are none.</summary>
    Task<StripLayout?> ReadLayout(string strip, CancellationToken cancellationToken);
}
