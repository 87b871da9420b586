using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Model.Losses;
using TubeDetr.Model.Text;
using TubeDetr.Parity.Evaluation;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Parity.Crashes;

/// <summary>Plays a scene with a small model and checks that what comes out makes sense.</summary>
internal sealed class CrashStage(string name, CrashScene scene, Comparison comparison)
{
    private static readonly RobertaConfig Text = new() { VocabSize = 64, HiddenSize = 48, NumHiddenLayers = 1, NumAttentionHeads = 4, IntermediateSize = 96, MaxPositionEmbeddings = 66 };

    // The options of the golden cases' base-tiny; no data set is read.
    private static readonly TrainingOptions Base = new()
    {
        Backbone = "resnet18", HiddenDim = 64, Nheads = 4, EncLayers = 1, DecLayers = 2, DimFeedforward = 64, Dropout = 0, Stride = 2, DatasetConfig = "none",
    };

    /// <summary>Does what the scene says; the sentence with which it was refused, or null.</summary>
    public string? Play()
    {
        try
        {
            var options = Base.With(scene.Options.Select(option => option.Split('=')).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))).OrThrow();
            torch.manual_seed(1);
            Act(new TubeDetrModel(OptionMapping.ForModel(options), Text), options);
            return null;
        }
        catch (Exception refusal) when (refusal is InvalidOptionsException or ArgumentException)
        {
            return refusal.Message;
        }
    }

    private void Act(TubeDetrModel model, TrainingOptions options)
    {
        switch (scene.Does)
        {
            case CrashAction.Train:
                Train(model, options);
                break;
            case CrashAction.Evaluate:
                Evaluate(model, options);
                break;
            default:
                Predict(model, options);
                break;
        }

        model.Dispose();
    }

    /// <summary>Every video must say beside the others what it says alone.</summary>
    private void Predict(TubeDetrModel model, TrainingOptions options)
    {
        using var noGradient = torch.no_grad();
        model.Eval();
        using var batch = CrashBatch.Of(scene, options.Stride, Enumerable.Range(0, scene.Videos.Count));
        var together = model.Forward(BatchForward.InputOf(batch, model.Device));
        var longest = batch.Durations.Max();
        for (var i = 0; i < scene.Videos.Count; i++)
        {
            using var single = CrashBatch.Of(scene, options.Stride, [i]);
            var alone = model.Forward(BatchForward.InputOf(single, model.Device));
            var frames = scene.Videos[i].Frames;
            comparison.Near("a video alone and beside others", $"{name}, boxes of video {i}", alone.PredBoxes, together.PredBoxes.view(-1, longest, 4)[i].narrow(0, 0, frames), 1e-4);
            comparison.Near("a video alone and beside others", $"{name}, sted of video {i}", alone.PredSted![0], together.PredSted![i].narrow(0, 0, frames), 5e-4);
        }
    }

    /// <summary>A step must have a finite loss and gradient, and no box loss without an annotated frame.</summary>
    private void Train(TubeDetrModel model, TrainingOptions options)
    {
        using var learner = new Learner(model, options, 1, new());
        using var batch = CrashBatch.Of(scene, options.Stride, Enumerable.Range(0, scene.Videos.Count));
        var (losses, norm, _) = learner.Step(batch, 0);
        var boxes = losses.Unscaled["loss_bbox"];
        comparison.Holds("steps", $"{name}: loss and gradient are finite", losses.IsFinite && float.IsFinite(norm) && norm > 0);
        comparison.Holds("steps", $"{name}: loss_bbox is {boxes}", batch.InterIdx.All(moment => moment.First < 0) ? boxes == 0 : boxes > 0);
    }

    /// <summary>Every video must get its boxes, its moment where there is a head for it, and finite metrics.</summary>
    private void Evaluate(TubeDetrModel model, TrainingOptions options)
    {
        var attention = new CollectedAttention();
        var evaluator = new TubeEvaluator(EvaluatedTubes.Of(scene.Dataset, CrashBatch.Tubes(scene), options.Sted, scoreWholeTube: false), options.Sted);
        var evaluation = new ModelEvaluation(model, new TubeDetrCriterion(model.Options), evaluator, new() { AllFrames = scene.Test, Attention = scene.Test ? attention : null });
        using var batch = CrashBatch.Of(scene, options.Stride, Enumerable.Range(0, scene.Videos.Count));
        comparison.Holds("evaluations", $"{name}: losses are finite", evaluation.Add(batch).IsFinite);
        comparison.Same("evaluations", $"{name}: videos judged", scene.Videos.Count, evaluator.Results().Count);
        comparison.Holds("evaluations", $"{name}: metrics are finite", evaluator.Summarize().Values.All(double.IsFinite));
        comparison.Holds("evaluations", $"{name}: every video has a moment", !options.Sted || evaluator.Predictions.Values.All(video => video.Moment is not null));
        comparison.Holds("evaluations", $"{name}: attention is kept", !scene.Test || attention["spatial_weights"].EnumerateObject().Count() == scene.Videos.Count);
    }
}
