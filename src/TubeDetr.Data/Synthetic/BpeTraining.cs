namespace TubeDetr.Data.Synthetic;

/// <summary>Learns byte-level BPE merges from a closed set of words, until every one of them is a single token.</summary>
internal static class BpeTraining
{
    private static readonly char[] Letters = ByteLetters();

    /// <summary>The printable letter that stands for a byte in vocabularies of GPT-2 and RoBERTa.</summary>
    public static char Letter(byte value) => Letters[value];

    /// <summary>Merges in order; ties go to the pair that sorts first, so the result depends on the words alone.</summary>
    public static IReadOnlyList<(string Left, string Right)> Learn(IEnumerable<string> words)
    {
        var counted = words.CountBy(w => w, StringComparer.Ordinal)
            .Select(w => (Symbols: w.Key.Select(c => c.ToString()).ToList(), Count: w.Value))
            .ToArray();
        var merges = new List<(string Left, string Right)>();
        while (MostFrequentPair(counted) is { } pair)
        {
            merges.Add(pair);
            foreach (var (symbols, _) in counted)
            {
                Merge(symbols, pair);
            }
        }

        return merges;
    }

    private static (string Left, string Right)? MostFrequentPair((List<string> Symbols, int Count)[] words)
    {
        var counts = new Dictionary<(string Left, string Right), int>();
        foreach (var (symbols, count) in words)
        {
            foreach (var pair in symbols.Zip(symbols.Skip(1)))
            {
                counts[pair] = counts.GetValueOrDefault(pair) + count;
            }
        }

        return counts.Count == 0
            ? null
            : counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Left, StringComparer.Ordinal).ThenBy(c => c.Key.Right, StringComparer.Ordinal).First().Key;
    }

    private static void Merge(List<string> symbols, (string Left, string Right) pair)
    {
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            if (string.Equals(symbols[i], pair.Left, StringComparison.Ordinal) && string.Equals(symbols[i + 1], pair.Right, StringComparison.Ordinal))
            {
                symbols[i] += pair.Right;
                symbols.RemoveAt(i + 1);
            }
        }
    }

    private static char[] ByteLetters()
    {
        var letters = new char[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
        {
            var printable = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            letters[b] = (char)(printable ? b : next++);
        }

        return letters;
    }
}
