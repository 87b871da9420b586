namespace TubeDetr.Training.Checkpoints;

/// <summary>What is wrong with a file, as the end of a sentence that begins with its path; whoever knows the path makes a <see cref="CheckpointException"/> of it.</summary>
/// <param name="what">What is wrong, and where in the file: "ends at byte 40 in the middle of a value".</param>
/// <param name="advice">What to do, a whole sentence.</param>
/// <param name="inner">Cause, where there is one.</param>
internal sealed class DamagedFileException(string what, string advice = DamagedFileException.CopyAgain, Exception? inner = null) : Exception(what, inner)
{
    public const string CopyAgain = "Copy or download it again, or save it anew.";

    public string Advice => advice;

    /// <summary>The sentence for people.</summary>
    public CheckpointException About(string path) => new($"{path} {Message}. {advice}", this);
}
