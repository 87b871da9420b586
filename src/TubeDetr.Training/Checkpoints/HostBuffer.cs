using System.Runtime.InteropServices;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Native memory that is used again for the next capture: fresh pages of a large checkpoint cost more than its copy.</summary>
internal sealed unsafe class HostBuffer : SafeHandle
{
    private HostBuffer(long length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        handle = (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(1, length), 64);
    }

    public long Length { get; }

    public override bool IsInvalid => handle == 0;

    public Memory64 Memory => new(handle, Length);

    public static HostBuffer Allocate(long length) => new(length);

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
