namespace TubeDetr.Data;

/// <summary>Checks the annotations of a whole part and says everything that is wrong with them at once.</summary>
internal static class TubeEntries
{
    private const int ShownFindings = 10;

    /// <param name="videos">The annotations.</param>
    /// <param name="videoFolder">Where the video files lie.</param>
    /// <param name="pathOption">Key of the configuration that says so.</param>
    /// <param name="annotationFile">Where the annotations come from.</param>
    /// <param name="options">What to take from the videos.</param>
    /// <exception cref="DatasetException">Up to ten findings.</exception>
    public static TubeEntry[] Create(IReadOnlyList<AnnotatedVideo> videos, string videoFolder, string pathOption, string annotationFile, DatasetOptions options)
    {
        var findings = new List<string>();
        if (!Directory.Exists(videoFolder))
        {
            findings.Add($"the folder {videoFolder} does not exist: put the videos there, or correct {pathOption} in the data set's configuration");
        }

        if (videos.Count == 0)
        {
            findings.Add("there is no video in it");
        }

        findings.AddRange(videos.GroupBy(v => v.VideoId, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"video_id {g.Key} occurs {g.Count()} times"));
        var entries = new TubeEntry[videos.Count];
        for (var i = 0; i < videos.Count; i++)
        {
            var own = new List<string>();
            if (videos[i].ContradictionWith(options) is { } contradiction)
            {
                own.Add(contradiction);
            }
            else
            {
                entries[i] = TubeEntry.Create(videos[i], videoFolder, options, own);
            }

            findings.AddRange(own.Select(finding => $"video {videos[i].VideoId} ({videos[i].VideoPath}): {finding}"));
        }

        return findings.Count == 0 ? entries : throw new DatasetException(Message(annotationFile, findings));
    }

    private static string Message(string annotationFile, List<string> findings)
    {
        var more = findings.Count > ShownFindings ? $"\n  … and {findings.Count - ShownFindings} more" : string.Empty;
        return $"{annotationFile} cannot be used:\n  {string.Join("\n  ", findings.Take(ShownFindings))}{more}";
    }
}
