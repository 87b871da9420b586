using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Text;
using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;
using TubeDetr.Model;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Grounding;

/// <summary>A model that finds sentences in videos (<c>demo_stvg.py</c> of the original).</summary>
public sealed class Grounder : IDisposable
{
    private readonly TrainingOptions options;
    private readonly TubeDetrModel model;
    private readonly RobertaTokenizer tokenizer;

    private Grounder(TrainingOptions options, TubeDetrModel model, RobertaTokenizer tokenizer) => (this.options, this.model, this.tokenizer) = (options, model, tokenizer);

    /// <summary>Numbers in the model.</summary>
    public long ParameterCount => model.State.Where(entry => entry.IsParameter).Sum(entry => entry.Tensor.numel());

    /// <summary>
    /// Builds the model that the options describe, with the weights that they name; what none gives a value is drawn from <c>seed</c>. Without a text encoder and without weights to load
    /// the text encoder is an untrained one of the size that <c>text_encoder_type</c> names.
    /// </summary>
    /// <exception cref="InvalidOptionsException">The options make no model.</exception>
    /// <exception cref="Checkpoints.CheckpointException">Weights cannot be read or do not fit.</exception>
    /// <exception cref="DatasetException">The text encoder is missing or broken.</exception>
    public static Grounder Create(TrainingOptions options, TrainingEnvironment environment)
    {
        Require(options);
        if (options.TextEncoderPath.Length > 0)
        {
            return Create(options, environment, Path.GetFullPath(options.TextEncoderPath, environment.DataRoot));
        }

        var folder = Directory.CreateTempSubdirectory("tubedetr-text-").FullName;
        try
        {
            UntrainedTextEncoder.Write(folder, options.TextEncoderType);
            return Create(options, environment, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Looks for a sentence.</summary>
    /// <param name="video">Where to look.</param>
    /// <param name="caption">What for.</param>
    /// <param name="start">First second; null for the beginning.</param>
    /// <param name="end">Last second; null for the end.</param>
    /// <param name="decoded">Told how many frames have been read, and how many there should be.</param>
    /// <param name="cancellationToken">Stops while frames are read.</param>
    /// <exception cref="InvalidOptionsException">The span is not in the video.</exception>
    /// <exception cref="DatasetException">The video cannot be decoded.</exception>
    public GroundedTube Ground(VideoProperties video, string caption, double? start, double? end, Action<int, int> decoded, CancellationToken cancellationToken)
    {
        var span = GroundingSpan.Of(video, start, end, options);
        using var batch = Batch(caption, Frames(span, decoded, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        model.Eval();
        var output = model.Forward(BatchForward.InputOf(batch, model.Device));
        var numbers = output.PredBoxes.cpu().data<float>().ToArray();
        GroundedFrame[] frames =
        [
            .. Enumerable.Range(0, batch.Durations[0]).Select(i => new GroundedFrame(i, span.TimeOf(i), BoxScaler.ToPixels(numbers.AsSpan(4 * i, 4), (video.Height, video.Width)))),
        ];
        var (first, last, confidence) = output.PredSted is { } logits ? Moment(logits.cpu().data<float>().ToArray()[..(2 * frames.Length)]) : (0, frames.Length, null);
        return new(caption, span, frames, first, last, confidence);
    }

    public void Dispose() => model.Dispose();

    private static Grounder Create(TrainingOptions options, TrainingEnvironment environment, string textEncoder)
    {
        var words = RobertaTokenizer.Load(textEncoder);
        torch.manual_seed(options.Seed);
        return new(options, ModelBuilder.Build(options, environment, textEncoder), words);
    }

    private static void Require(TrainingOptions options)
    {
        if (options is { Load.Length: > 0, TextEncoderPath.Length: 0 })
        {
            throw new InvalidOptionsException(["text_encoder_path: is needed with load: weights mean something only with the vocabulary they were trained with; name a folder with config.json, vocab.json and merges.txt"]);
        }

        if (!ResolutionTable.Known.Contains(options.Resolution))
        {
            throw new InvalidOptionsException([$"resolution: {options.Resolution} is not one of {string.Join(", ", ResolutionTable.Known)}"]);
        }
    }

    private ClipBatch Batch(string caption, RgbFrames frames) => new ClipCollator(tokenizer, options.Stride).Collate(
    [
        new Clip { Pixels = frames, Targets = [], VideoId = "0", Caption = caption, FramesId = [.. Enumerable.Range(0, frames.Frames)], InterIdx = (-100, -100) },
    ]);

    // Scaled as they come: the frames of a long video in full size would fill the memory.
    private RgbFrames Frames(VideoSpan span, Action<int, int> decoded, CancellationToken cancellationToken)
    {
        var plan = new SpatialTransform(ResolutionTable.For(options.Resolution), augment: false).Plan(span.Video.Width, span.Video.Height, [], new HashRandom(0, 0, 0));
        using var bytes = new MemoryStream();
        var (count, most) = (0, GroundingSpan.Longest(options));
        foreach (var frame in span.Decode(cancellationToken).Take(most))
        {
            bytes.Write(FrameResizer.Apply(new(frame, 1, span.Video.Height, span.Video.Width), plan.Steps, 0, 0).Bytes);
            decoded(++count, Math.Min(span.Frames, most));
        }

        return new(bytes.ToArray(), count, plan.Height, plan.Width);
    }

    private static (int First, int Last, double? Confidence) Moment(float[] logits)
    {
        var (first, last) = StartEndDecoder.Decode([logits], null);
        return (first, last, Probability(logits, 0, first) * Probability(logits, 1, last));
    }

    private static double Probability(float[] logits, int side, int position)
    {
        double[] track = [.. logits.Where((_, i) => i % 2 == side)];
        var greatest = track.Max();
        return Math.Exp(track[position] - greatest) / track.Sum(value => Math.Exp(value - greatest));
    }
}
