using TubeDetr.Data;
using TubeDetr.Data.Drawing;
using TubeDetr.Data.Video;

namespace TubeDetr.Training.Grounding;

/// <summary>Where and when a sentence holds in a video.</summary>
/// <param name="Caption">The sentence.</param>
/// <param name="Span">What the model looked at, at the rate at which it did.</param>
/// <param name="Frames">Every frame that it looked at.</param>
/// <param name="First">First frame of the tube.</param>
/// <param name="Last">Frame at which the tube has ended (<c>first ≤ frame &lt; last</c>, as the original draws it).</param>
/// <param name="Confidence">Probability of this start times that of this end, in [0, 1]; null without a start-end head, where the tube is the whole span.</param>
public sealed record GroundedTube(string Caption, VideoSpan Span, IReadOnlyList<GroundedFrame> Frames, int First, int Last, double? Confidence)
{
    /// <summary>Second at which the tube begins.</summary>
    public double Start => Span.BeginOf(First);

    /// <summary>Second at which it ends.</summary>
    public double End => Math.Min(Span.BeginOf(Last), Span.End);

    /// <summary>The frames inside the tube.</summary>
    public IEnumerable<GroundedFrame> Inside => Frames.Skip(First).Take(Last - First);

    /// <summary>As it is drawn.</summary>
    public TubeTrack Track => new(Caption, Span.Start, Span.End, Start, End, [.. (Last > First ? Inside : Frames).Select(frame => (frame.Time, frame.Box))]);
}

/// <summary>One frame that the model looked at.</summary>
/// <param name="Frame">Its number among them, from 0.</param>
/// <param name="Time">Second of the video that it shows.</param>
/// <param name="Box">In pixels of the video, not clamped to it.</param>
public sealed record GroundedFrame(int Frame, double Time, PixelBox Box);
