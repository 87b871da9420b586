using TubeDetr.Data.Drawing;
using TubeDetr.Data.Video;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Grounding;

namespace TubeDetr.Grid.Cli.Grounding;

/// <summary>Finds a sentence in a video and writes what was found beside it.</summary>
internal sealed class GroundRun(GroundRequest request, GroundView view, TimeProvider time)
{
    /// <summary>Blocks until everything is written.</summary>
    /// <exception cref="CommandFailure">For everything that a person can put right.</exception>
    public GroundReport Run(CancellationToken cancellationToken) => TrainingFaults.Explained(() =>
    {
        var video = VideoProperties.Read(request.Video);
        Directory.CreateDirectory(request.Folder);
        return Write(Look(video, cancellationToken), video, cancellationToken);
    });

    private string Weights => request.Options.Load.Length > 0 ? request.Options.Load : Format.Invariant($"untrained, from seed {request.Options.Seed}");

    private GroundedTube Look(VideoProperties video, CancellationToken cancellationToken)
    {
        view.Begin($"building the model ({request.Options.Backbone}, {request.Options.TextEncoderType})");
        using var grounder = Grounder.Create(request.Options, new() { Device = DeviceChoice.Resolve(request.Device), Log = view.Say, Time = time });
        view.Say(Format.Invariant($"{grounder.ParameterCount / 1e6:0.0} million parameters, weights: {Weights}."));
        if (request.Options.Load.Length == 0)
        {
            view.Say("These weights have learned nothing: the tube shows that everything works, not where the sentence holds. --load FILE takes trained ones.");
        }

        return grounder.Ground(video, request.Caption, request.Start, request.End, Read, cancellationToken);
    }

    private void Read(int done, int all)
    {
        view.Advance("frames read", done, all);
        if (done >= all)
        {
            view.Begin(Format.Invariant($"looking for the sentence in {done} frames"));
        }
    }

    private GroundReport Write(GroundedTube tube, VideoProperties video, CancellationToken cancellationToken)
    {
        var span = tube.Span with { Fps = video.Fps };
        var report = GroundReport.Of(tube, request, Weights);
        TubeFilm.Write(span, tube.Track, report.Remark, report.Annotated, report.ContactSheet, new Counting(done => view.Advance("frames written", done, span.Frames)), cancellationToken);
        File.WriteAllText(report.TubeFile, report.ToText());
        return report;
    }

    // Progress<T> would report from other threads, out of order.
    private sealed class Counting(Action<int> handle) : IProgress<int>
    {
        public void Report(int value) => handle(value);
    }
}
