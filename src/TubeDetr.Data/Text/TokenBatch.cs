namespace TubeDetr.Data.Text;

/// <summary>Token ids of several captions, padded to the longest, row by row.</summary>
/// <param name="Count">Captions.</param>
/// <param name="Length">Tokens of the longest.</param>
/// <param name="InputIds">[Count, Length], padded with 1.</param>
/// <param name="AttentionMask">[Count, Length], 1 where a token is real.</param>
public sealed record TokenBatch(int Count, int Length, long[] InputIds, long[] AttentionMask);
