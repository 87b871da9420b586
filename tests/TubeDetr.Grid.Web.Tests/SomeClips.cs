using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests;

/// <summary>Evaluations to test with.</summary>
internal static class SomeClips
{
    public static EvaluatedClip Clip(string key, double? viou, string? question = null, double seconds = 2, double part = 0.1, ClipTube? tube = null) => new()
    {
        Key = key, Set = "vidstg", Video = key, Caption = $"the thing of {key}", Question = question, TubeSeconds = seconds, BoxPart = part, Viou = viou, Tiou = viou, GivenViou = 0.5, Tube = tube,
    };

    /// <summary>Four frames at 2 a second, the middle two annotated with a box of 10 by 10; predicted boxes are shifted by some pixels.</summary>
    public static ClipTube Tube(float shift = 0, double? start = 2, double? end = 6) => new()
    {
        Width = 40,
        Height = 30,
        Fps = 2,
        Frames = [0, 2, 4, 6],
        TruthStart = 2,
        TruthEnd = 6,
        Start = start,
        End = end,
        Truth = [10, 10, 20, 20, 10, 10, 20, 20],
        Boxes = [.. Enumerable.Range(0, 4).SelectMany(_ => new[] { 10 + shift, 10, 20 + shift, 20 })],
        StartProbabilities = [0.1f, 0.7f, 0.1f, 0.1f],
        EndProbabilities = [0, 0, 1, 0],
        Strip = new string('a', 32),
    };

    public static CheckpointRecord Checkpoint(int epoch, double? value, string? blob = null) =>
        new() { Epoch = epoch, Step = 50 * epoch, Attempt = 1, Blob = blob ?? $"b{epoch}", Length = 1, Sha256 = new string('0', 64), Time = Some.Start, Value = value };

    public static EvaluatedClips Clips(params ImmutableArray<EvaluatedClip> clips) => new(clips);
}

/// <summary>Answers with the evaluations that a test has put in.</summary>
internal sealed class AnsweringPredictions : IPredictionReader
{
    public Dictionary<string, EvaluatedClips> ByBlob { get; } = new(StringComparer.Ordinal);

    public StripLayout? Layout { get; set; }

    public Exception? Fault { get; set; }

    public Task<EvaluatedClips?> Read(CheckpointRecord checkpoint, CancellationToken cancellationToken) =>
        Fault is null ? Task.FromResult(ByBlob.GetValueOrDefault(checkpoint.Blob)) : Task.FromException<EvaluatedClips?>(Fault);

    public Task<StripLayout?> ReadLayout(string strip, CancellationToken cancellationToken) => Fault is null ? Task.FromResult(Layout) : Task.FromException<StripLayout?>(Fault);
}
