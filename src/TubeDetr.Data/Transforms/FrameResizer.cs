using System.Runtime.InteropServices;
using OpenCvSharp;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Transforms;

/// <summary>Carries out a <see cref="SpatialPlan"/> on frames with OpenCV's bilinear resize, the same code as the original's <c>cv2.resize</c>.</summary>
public static class FrameResizer
{
    // Clips are already loaded side by side; threads inside one resize would only take cores from training.
    static FrameResizer() => Cv2.SetNumThreads(1);

    /// <summary>Applies the steps to frames <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public static RgbFrames Apply(RgbFrames frames, IReadOnlyList<SpatialStep> steps, int first, int last)
    {
        var (height, width) = steps.Count > 0 ? (steps[^1].Height, steps[^1].Width) : (frames.Height, frames.Width);
        var count = last - first + 1;
        var result = new RgbFrames(new byte[checked(count * height * width * 3)], count, height, width);
        var source = GCHandle.Alloc(frames.Bytes, GCHandleType.Pinned);
        var target = GCHandle.Alloc(result.Bytes, GCHandleType.Pinned);
        try
        {
            for (var i = 0; i < count; i++)
            {
                using var input = View(source, frames, first + i);
                using var output = View(target, result, i);
                Transform(input, output, steps);
            }
        }
        finally
        {
            source.Free();
            target.Free();
        }

        return result;
    }

    private static Mat View(GCHandle pinned, RgbFrames frames, int index)
        => Mat.FromPixelData(frames.Height, frames.Width, MatType.CV_8UC3, pinned.AddrOfPinnedObject() + (nint)index * frames.FrameSize);

    private static void Transform(Mat input, Mat output, IReadOnlyList<SpatialStep> steps)
    {
        var current = input;
        foreach (var step in steps)
        {
            var next = Step(current, step);
            if (!ReferenceEquals(current, input))
            {
                current.Dispose();
            }

            current = next;
        }

        current.CopyTo(output);
        if (!ReferenceEquals(current, input))
        {
            current.Dispose();
        }
    }

    private static Mat Step(Mat image, SpatialStep step)
    {
        if (step is CropStep crop)
        {
            return new Mat(image, new Rect(crop.Left, crop.Top, crop.Width, crop.Height));
        }

        var resized = new Mat();
        Cv2.Resize(image, resized, new Size(step.Width, step.Height), 0, 0, InterpolationFlags.Linear);
        return resized;
    }
}
