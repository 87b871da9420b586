namespace TubeDetr.Grid.Cli.Demo;

/// <summary>Makes the synthetic data set.</summary>
public interface IDatasetMaker
{
    /// <summary>Makes the data set in a folder, or finds that a whole one of the same kind is already there.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="progress">Clips made so far.</param>
    /// <returns>False when nothing had to be made.</returns>
    /// <exception cref="CommandFailure">The folder holds another data set, or cannot be written.</exception>
    Task<bool> Make(DatasetRequest request, IProgress<int> progress, CancellationToken cancellationToken);
}

/// <summary>A synthetic data set to make.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Clips">How many clips, all parts together.</param>
/// <param name="Seed">Same seed, same data set.</param>
/// <param name="Distractors">Further objects in a clip, 0 to 2.</param>
public sealed record DatasetRequest(string Folder, int Clips, int Seed, int Distractors)
{
    /// <summary>Clips of the demonstration.</summary>
    public const int DefaultClips = 1000;

    /// <summary>Whether a whole data set with another number of clips will do; otherwise it is refused.</summary>
    public bool TakesWhatIsThere { get; init; }
}
