namespace TubeDetr.Grid.Grains.HyperParameters;

/// <summary>"Did you mean": the known word at the smallest edit distance.</summary>
public static class NearestName
{
    /// <summary><c>; did you mean lr_backbone?</c>, or nothing where no word is near.</summary>
    public static string Suggest(string word, IEnumerable<string> known)
    {
        var nearest = known
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault(pair => pair.Distance <= Math.Max(1, pair.Candidate.Length / 3));
        return nearest.Candidate is null ? "" : $"; did you mean {nearest.Candidate}?";
    }

    /// <summary>Levenshtein's distance, one row at a time.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
