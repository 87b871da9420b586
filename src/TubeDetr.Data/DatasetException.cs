namespace TubeDetr.Data;

/// <summary>
/// Something about a data set that a person can put right: a missing folder, a broken annotation file, a video that does not decode.
/// The message is a sentence (or one a line) that names the file and the remedy.
/// </summary>
public sealed class DatasetException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The video file at fault, where it is one alone that is missing, broken or too short; everything else can go on without it.</summary>
    public string? VideoPath { get; init; }
}
