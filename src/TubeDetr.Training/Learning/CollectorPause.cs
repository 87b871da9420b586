using System.Runtime;

namespace TubeDetr.Training.Learning;

/// <summary>
/// Keeps garbage collection out of steps. TorchSharp hands raw pointers of scalars to native code without keeping the objects alive, so that a collection in the middle of a call
/// may free one. A pause spans many steps, as each begins with a collection of the whole heap; it is renewed between two steps when most of its reserve is used. Where others in the process
/// use the reserve up within a step, collection resumes by itself. A process has one collector: whoever holds a pause shares it, and the last one ends it.
/// </summary>
internal sealed class CollectorPause : IDisposable
{
    private const long Reserve = 96 << 20;
    private const long Renewal = Reserve * 2 / 3;

    private static readonly Lock Gate = new();
    private static int holders;
    private static long allocated;

    private bool holds;

    private static bool IsPaused => GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;

    /// <summary>Before a step.</summary>
    public void Renew()
    {
        lock (Gate)
        {
            if (!holds)
            {
                holds = true;
                holders++;
            }

            if (IsPaused && GC.GetTotalAllocatedBytes() - allocated < Renewal)
            {
                return;
            }

            End();
            // Left to itself, the beginning of a pause only adds memory to the heap as long as there is any, and does not collect.
            GC.Collect();
            _ = GC.TryStartNoGCRegion(Reserve, disallowFullBlockingGC: true); // where there is no memory for it, the step goes without
            allocated = GC.GetTotalAllocatedBytes();
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (holds)
            {
                holds = false;
                holders--;
            }

            if (holders == 0)
            {
                End();
            }
        }
    }

    private static void End()
    {
        if (IsPaused)
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
    }
}
