namespace TubeDetr.Training.Tests.Checkpoints;

/// <summary>The checkpoint of one epoch with AdamW and a moving average, for all tests of a class.</summary>
public sealed class TrainedCheckpoint : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-trained-");

    public TrainedCheckpoint(SyntheticClips clips)
    {
        Path = System.IO.Path.Combine(folder.FullName, "checkpoint.safetensors");
        using var session = TrainingSession.Create(Options, clips.Environment);
        session.TrainEpoch();
        Save(session, Path);
    }

    public static TubeDetr.Training.Options.TrainingOptions Options => SyntheticClips.Options(("ema", "true"));

    public string Path { get; }

    public static void Save(TrainingSession session, string path)
    {
        using var image = session.Capture();
        using var stream = File.Create(path);
        image.WriteTo(stream);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
