using TorchSharp;

namespace TubeDetr.Model.Losses;

/// <summary>The parts of a loss.</summary>
/// <param name="Names">The original's: <c>loss_bbox</c>, <c>loss_giou</c>, <c>loss_sted</c>, <c>loss_guided_attn</c>, then the same with <c>_0</c>, <c>_1</c>, … of the earlier decoder layers.</param>
/// <param name="Values">Unweighted, in the order of the names, float [names]; one read gives all.</param>
/// <param name="Weights">Coefficient of each.</param>
/// <param name="Total">The weighted sum, a scalar, to be differentiated.</param>
public sealed record LossTerms(IReadOnlyList<string> Names, torch.Tensor Values, IReadOnlyList<double> Weights, torch.Tensor Total);
