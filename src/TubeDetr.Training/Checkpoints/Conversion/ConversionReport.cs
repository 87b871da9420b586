namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>What was converted.</summary>
/// <param name="From">Kind of the source.</param>
/// <param name="To">Kind of what was written.</param>
/// <param name="Tensors">Tensors written.</param>
/// <param name="Bytes">Bytes of them.</param>
/// <param name="Remarks">What people should know: one sentence each.</param>
public sealed record ConversionReport(CheckpointKind From, CheckpointKind To, int Tensors, long Bytes, IReadOnlyList<string> Remarks);
