using TubeDetr.Data;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Training;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>From the training's report of an evaluation to what the grid keeps of it.</summary>
internal static class EvaluationSummary
{
    public static EvaluationOutcome Of(EvaluationReport report, TrainingSession session)
    {
        var clips = report.Sets.SelectMany(set => set.Videos.Select(video => (Set: set.Name, Video: video, Key: ClipKeys.Of(video.Truth)))).ToList();
        var kept = clips.Select(clip => clip.Key).Order(StringComparer.Ordinal).Take(EvaluatedClips.Kept).ToHashSet(StringComparer.Ordinal);
        return new(
            new EvaluatedClips([.. clips.Select(clip => Clip(clip.Set, clip.Video, clip.Key, kept.Contains(clip.Key)))]),
            [.. clips.Where(clip => kept.Contains(clip.Key)).Select(clip => Pictures(session, clip.Set, clip.Video.Truth))]);
    }

    private static EvaluatedClip Clip(string set, VideoResult video, string key, bool kept) => new()
    {
        Key = key,
        Set = set,
        Video = video.Truth.VideoId,
        Caption = video.Truth.Caption,
        Question = video.Prediction.QuestionType,
        TubeSeconds = video.Truth.Fps > 0 ? (video.Truth.EndFrame - video.Truth.StartFrame) / video.Truth.Fps : 0,
        BoxPart = video.Truth.Boxes.Count == 0 ? 0 : video.Truth.Boxes.Values.Average(box => (box.X1 - box.X0) * (box.Y1 - box.Y0)) / ((double)video.Truth.Width * video.Truth.Height),
        Tiou = video.Score.TemporalIou,
        Viou = video.Score.VideoIou,
        GivenViou = video.Score.GivenMomentIou,
        Tube = kept ? Tube(video) : null,
    };

    private static ClipTube Tube(VideoResult video) => new()
    {
        Width = video.Truth.Width,
        Height = video.Truth.Height,
        Fps = video.Truth.Fps,
        Frames = [.. video.Truth.FrameIds],
        TruthStart = video.Truth.StartFrame,
        TruthEnd = video.Truth.EndFrame,
        Start = video.Prediction.Moment?.Start,
        End = video.Prediction.Moment?.End,
        Truth = [.. video.Truth.FrameIds.Where(video.Truth.Boxes.ContainsKey).SelectMany(frame => Numbers(video.Truth.Boxes[frame]))],
        Boxes = [.. video.Truth.FrameIds.Where(video.Prediction.Boxes.ContainsKey).SelectMany(frame => Numbers(video.Prediction.Boxes[frame]))],
        StartProbabilities = [.. video.Prediction.StartProbabilities.Select(Rounded)],
        EndProbabilities = [.. video.Prediction.EndProbabilities.Select(Rounded)],
        Strip = ClipKeys.OfStrip(video.Truth),
    };

    private static ClipPictures Pictures(TrainingSession session, string set, GroundTruthTube tube) => new(ClipKeys.OfStrip(tube), cancellationToken => Faults.Translate(() =>
    {
        var strip = session.FilmStripOf(set, tube.VideoId, cancellationToken);
        return (new StripLayout(strip.Columns, strip.Width, strip.Height, strip.FrameIds), strip.Jpeg);
    }));

    // A tenth of a pixel is less than anybody sees, and packs well.
    private static float[] Numbers(PixelBox box) => [Pixel(box.X0), Pixel(box.Y0), Pixel(box.X1), Pixel(box.Y1)];

    private static float Pixel(double value) => double.IsFinite(value) ? (float)Math.Round(value, 1) : 0;

    private static float Rounded(float probability) => float.IsFinite(probability) ? MathF.Round(probability, 4) : 0;
}
