namespace TubeDetr.Training.Checkpoints;

/// <summary>Native memory that may be longer than a span can be; its owner must outlive it.</summary>
internal readonly unsafe record struct Memory64(nint Address, long Length)
{
    private const int SpanBytes = 16 << 20;

    public delegate void SpanAction(Span<byte> span);

    public Memory64 Slice(long start, long length) => start >= 0 && length >= 0 && start + length <= Length
        ? new(Address + (nint)start, length)
        : throw new ArgumentOutOfRangeException(nameof(start));

    /// <summary>The memory in spans of at most 16 MiB, one after another.</summary>
    public void ForEachSpan(SpanAction action)
    {
        for (long start = 0; start < Length; start += SpanBytes)
        {
            action(new Span<byte>((byte*)Address + start, (int)Math.Min(SpanBytes, Length - start)));
        }
    }
}
