namespace TubeDetr.Training.Checkpoints;

/// <summary>A tensor of a file under its name.</summary>
internal sealed record TensorEntry(string Name, StoredTensor Tensor);
