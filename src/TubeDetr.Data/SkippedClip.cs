namespace TubeDetr.Data;

/// <summary>A clip whose video is missing, broken or too short, and that was left out by option.</summary>
/// <param name="VideoId">Its id in the annotations.</param>
/// <param name="VideoPath">The file.</param>
/// <param name="Reason">What is wrong with it, as a sentence that names the file.</param>
public sealed record SkippedClip(string VideoId, string VideoPath, string Reason);
