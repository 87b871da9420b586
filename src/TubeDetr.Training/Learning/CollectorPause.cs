using System.Runtime;

namespace TubeDetr.Training.Learning;

/// <summary>
/// Keeps garbage collection out of steps. TorchSharp hands raw pointers of scalars to native code without keeping the objects alive, so that a collection in the middle of a call
/// may free one. A pause spans many steps, as each begins with a collection of the whole heap; it is renewed between two steps when most of its reserve is used. Where others in the process
/// use the reserve up within a step, collection resumes by itself.
/// </summary>
internal sealed class CollectorPause : IDisposable
{
    private const long Reserve = 96 << 20;
    private const long Renewal = Reserve * 2 / 3;

    private bool started;
    private long allocated;

    private static bool IsPaused => GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;

    /// <summary>Before a step.</summary>
    public void Renew()
    {
        if (started && IsPaused && GC.GetTotalAllocatedBytes() - allocated < Renewal)
        {
            return;
        }

        End();
        if (!IsPaused)
        {
            // Left to itself, the beginning of a pause only adds memory to the heap as long as there is any, and does not collect.
            GC.Collect();
            started = GC.TryStartNoGCRegion(Reserve, disallowFullBlockingGC: true);
        }

        allocated = GC.GetTotalAllocatedBytes();
    }

    public void Dispose() => End();

    private void End()
    {
        if (started && IsPaused)
        {
            try
            {
                GC.EndNoGCRegion();
            }
            catch (InvalidOperationException) when (!IsPaused)
            {
                // Another thread used the reserve up since the question: the pause has ended by itself.
            }
        }

        started = false;
    }
}
