namespace TubeDetr.Training.Options;

/// <summary>"Did you mean": the nearest known word, by Damerau-Levenshtein distance.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean lr_backbone?</c>, or nothing where no word is near.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        var nearest = known
            .Where(candidate => candidate.Length > 0)
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault(pair => pair.distance <= Math.Max(2, pair.candidate.Length / 3));
        return nearest.candidate is null ? "" : $"; did you mean {nearest.candidate}?";
    }

    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Cell(rows, a, b, i, j);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static int Cell(int[,] rows, string a, string b, int i, int j)
    {
        var replace = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }
}
