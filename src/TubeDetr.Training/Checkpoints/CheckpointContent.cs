using TorchSharp;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Training.Checkpoints;

/// <summary>What a checkpoint is made of: live tensors and words about them.</summary>
internal sealed record CheckpointContent(IReadOnlyList<TensorRun> Runs, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Fills the live tensors from a file that has exactly these names, types and shapes.</summary>
    /// <exception cref="CheckpointException">It does not (every difference is listed, nothing was changed), or it is cut off or damaged.</exception>
    public void ReadFrom(CheckpointReader reader)
    {
        var places = Runs
            .SelectMany(run => run.Slices.Select(slice => (run.Flat, slice)))
            .ToDictionary(place => place.slice.Name, StringComparer.Ordinal);
        reader.RequireEqual(places.ToDictionary(pair => pair.Key, pair => (pair.Value.Flat.dtype, pair.Value.slice.Shape), StringComparer.Ordinal));
        using var noGradient = torch.no_grad();
        reader.Read(entry =>
        {
            var (flat, slice) = places[entry.Name];
            return slice.Length == flat.numel() ? flat.alias() : flat.narrow(0, slice.Offset, slice.Length);
        });
    }
}
