using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Grounding;

/// <summary>What <c>grid ground</c> was asked for.</summary>
/// <param name="Options">Of the model.</param>
/// <param name="Video">Full path of the video.</param>
/// <param name="Caption">The sentence.</param>
/// <param name="Start">First second; null for the beginning.</param>
/// <param name="End">Last second; null for the end.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>; null: the first GPU, else the CPU.</param>
/// <param name="Folder">Where the files go.</param>
internal sealed record GroundRequest(TrainingOptions Options, string Video, string Caption, double? Start, double? End, string? Device, string Folder)
{
    /// <summary>A file beside the others, named after the video; never the video itself.</summary>
    public string FileFor(string ending) => Path.Combine(Folder, Path.GetFileNameWithoutExtension(Video) + ending);
}
