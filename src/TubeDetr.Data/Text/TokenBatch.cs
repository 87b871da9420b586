namespace TubeDetr.Data.Text;

/// <summary>Token ids of several captions, padded to the longest, row by row.</summary>
/// <param name="Count">Captions.</param>
/// <param name="Length">Tokens of the longest.</param>
/// <param name="InputIds">[Count, Length], padded with 1.</param>
/// <param name="AttentionMask">[Count, Length], 1 where a token is real.</param>
public sealed record TokenBatch(int Count, int Length, long[] InputIds, long[] AttentionMask)
{
    /// <summary>Pads the ids of each caption to the longest.</summary>
    internal static TokenBatch Of(IReadOnlyList<IReadOnlyList<int>> rows, int pad)
    {
        var length = rows.Max(r => r.Count);
        var ids = new long[rows.Count * length];
        var mask = new long[ids.Length];
        Array.Fill(ids, pad);
        for (var r = 0; r < rows.Count; r++)
        {
            for (var i = 0; i < rows[r].Count; i++)
            {
                ids[r * length + i] = rows[r][i];
                mask[r * length + i] = 1;
            }
        }

        return new TokenBatch(rows.Count, length, ids, mask);
    }
}
