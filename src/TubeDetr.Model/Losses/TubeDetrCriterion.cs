using System.Globalization;
using TorchSharp;

namespace TubeDetr.Model.Losses;

/// <summary>
/// The loss of TubeDETR (paper, section 3.4): L1 and generalised IoU of the boxes in the annotated moment, divergence from a Gaussian around its start and
/// end, and guided attention; for each decoder layer. All layers are computed in one go.
/// </summary>
public sealed class TubeDetrCriterion
{
    private readonly TubeDetrOptions options;
    private readonly (string Name, double Weight)[] terms;

    public TubeDetrCriterion(TubeDetrOptions options)
    {
        this.options = options;
        terms =
        [
            ("loss_bbox", options.BboxLossCoef),
            ("loss_giou", options.GiouLossCoef),
            .. options.Sted ? [("loss_sted", options.StedLossCoef)] : Array.Empty<(string, double)>(),
            .. options.GuidedAttn ? [("loss_guided_attn", options.GuidedAttnLossCoef)] : Array.Empty<(string, double)>(),
        ];
        var earlier = options.AuxLoss ? options.DecLayers - 1 : 0;
        Weights = Enumerable.Range(-1, earlier + 1).SelectMany(Suffixed).ToDictionary(t => t.Name, t => t.Weight, StringComparer.Ordinal);
    }

    /// <summary>Coefficient of each part by its name, <c>weight_dict</c> of the original.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    /// <summary>The loss of one batch.</summary>
    /// <param name="output">Boxes of annotated frames only (<see cref="AnnotatedMoment.Keep(ModelOutput, IReadOnlyList{int}, IReadOnlyList{ValueTuple{int, int}})"/>), in each layer [k, 4].</param>
    /// <param name="targetBoxes">Boxes (cx, cy, w, h) of the annotated frames, [k, 4]; k may be 0.</param>
    /// <param name="interIdx">First and last annotated frame of each video, (-100, -100) where there is none.</param>
    /// <param name="timeMask">False at frames that a video does not have, bool [b, t]; null without start-end head.</param>
    /// <param name="boxCount">What the losses of boxes are divided by, at least 1: the mean number of boxes over the processes that train together. Null: the number of target boxes.</param>
    public LossTerms Forward(ModelOutput output, torch.Tensor targetBoxes, IReadOnlyList<(int First, int Last)> interIdx, torch.Tensor? timeMask, double? boxCount = null)
    {
        using var scope = torch.NewDisposeScope();
        ModelOutput[] layers = [output, .. output.Auxiliary];
        var parts = new List<torch.Tensor>(terms.Length);
        parts.AddRange(BoxLoss.Of(torch.stack(layers.Select(l => l.PredBoxes)), targetBoxes, boxCount ?? targetBoxes.shape[0]));
        if (options.Sted)
        {
            var mask = Given(timeMask, nameof(timeMask));
            parts.Add(StartEndLoss.Of(torch.stack(layers.Select(l => Given(l.PredSted, nameof(output)))), interIdx, mask, options.Sigma));
        }

        if (options.GuidedAttn)
        {
            parts.Add(GuidedAttentionLoss.Of(torch.stack(layers.Select(l => Given(l.Weights, nameof(output)))), interIdx, Given(timeMask, nameof(timeMask))));
        }

        var named = Enumerable.Range(-1, layers.Length).SelectMany(Suffixed).ToArray();
        var values = torch.stack(parts, 1).flatten();
        double[] weights = [.. named.Select(t => t.Weight)];
        var total = torch.dot(values, torch.tensor(weights, torch.float32, values.device));
        return new LossTerms([.. named.Select(t => t.Name)], values.MoveToOuterDisposeScope(), weights, total.MoveToOuterDisposeScope());
    }

    /// <summary>Names of the parts of the last decoder layer (-1) or of an earlier one.</summary>
    private IEnumerable<(string Name, double Weight)> Suffixed(int layer) =>
        terms.Select(t => (layer < 0 ? t.Name : string.Create(CultureInfo.InvariantCulture, $"{t.Name}_{layer}"), t.Weight));

    private static torch.Tensor Given(torch.Tensor? tensor, string from) =>
        tensor ?? throw new ArgumentException("The options ask for the start-end or guided attention loss, but the output lacks what it reads (logits, attention weights or time mask).", from);
}
