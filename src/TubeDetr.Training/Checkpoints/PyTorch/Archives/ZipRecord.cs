namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>A file within a zip file, stored as it is.</summary>
/// <param name="Name">Path within the archive.</param>
/// <param name="Begin">Position of its content in the zip file.</param>
/// <param name="Length">Bytes of its content.</param>
internal sealed record ZipRecord(string Name, long Begin, long Length);
