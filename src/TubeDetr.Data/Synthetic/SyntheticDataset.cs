using System.Runtime.ExceptionServices;
using System.Text.Json;
using TubeDetr.Data.HcStvg;

namespace TubeDetr.Data.Synthetic;

/// <summary>
/// A data set of coloured shapes in HC-STVG v1's layout: <c>video/</c>, <c>raw/</c> (annotations as published), <c>*_proc.json</c> (as prepared), <c>roberta/</c> (text encoder
/// to train from scratch) and <c>dataset.json</c>. Made for <c>resolution</c> 64, <c>fps</c> 5 and <c>video_max_len</c> 8.
/// </summary>
public static class SyntheticDataset
{
    private const int ChunkSize = 50;
    private const string ManifestName = "synthetic.json";
    private const string PlanName = "synthetic.unfinished.json";
    private const string LockName = "synthetic.lock";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Makes the data set in a folder; a finished one with the same options is recognised, a half-made one is completed.</summary>
    /// <exception cref="ArgumentException">Options out of range; all of them at once.</exception>
    /// <exception cref="DatasetException">The folder holds something else, or another process is busy with it, or ffmpeg fails.</exception>
    public static SyntheticReport Generate(
        string folder, SyntheticOptions options, IProgress<SyntheticProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var contradictions = string.Join(' ', options.Contradictions());
        if (contradictions.Length > 0)
        {
            throw new ArgumentException(contradictions, nameof(options));
        }

        try
        {
            return GenerateIn(Path.GetFullPath(folder), options, progress, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The data set could not be written to {folder} ({e.Message}). Give the folder room and write permission, then start again: what is done is kept.", e);
        }
    }

    private static SyntheticReport GenerateIn(string folder, SyntheticOptions options, IProgress<SyntheticProgress>? progress, CancellationToken cancellationToken)
    {
        RefuseStranger(folder);
        Directory.CreateDirectory(folder);
        using var alone = Lock(folder);
        var finished = IsFinished(folder, options);
        if (!finished)
        {
            Make(folder, options, progress, cancellationToken);
        }

        progress?.Report(new SyntheticProgress(options.Clips, options.Clips));
        return new SyntheticReport(folder, Path.Combine(folder, DatasetConfig.FileName), options.Clips - options.TestClips, options.TestClips, finished);
    }

    /// <summary>The options of the finished data set of a folder; null when none is there.</summary>
    /// <exception cref="DatasetException">Its description is broken.</exception>
    public static SyntheticOptions? FindFinished(string folder) =>
        File.Exists(Path.Combine(folder, ManifestName)) ? ReadOptions(Path.Combine(folder, ManifestName)) : null;

    private static bool IsFinished(string folder, SyntheticOptions options)
    {
        if (!File.Exists(Path.Combine(folder, ManifestName)))
        {
            return false;
        }

        var made = ReadOptions(Path.Combine(folder, ManifestName));
        return made == options
            ? true
            : throw new DatasetException(
                $"{folder} already holds a synthetic data set of {made.Clips} clips with seed {made.Seed} and {made.Distractors} distractors; choose another folder, or delete it first.");
    }

    private static void Make(string folder, SyntheticOptions options, IProgress<SyntheticProgress>? progress, CancellationToken cancellationToken)
    {
        var plan = Path.Combine(folder, PlanName);
        if (File.Exists(plan) && ReadOptions(plan) != options)
        {
            Directory.Delete(Path.Combine(folder, "video"), recursive: true);
        }

        File.WriteAllText(plan, JsonSerializer.Serialize(options, Json));
        Scene[] scenes = [.. Enumerable.Range(0, options.Clips).Select(i => Scene.Draw(options.Seed, i, options.Distractors))];
        WriteVideos(Path.Combine(folder, "video"), scenes, progress, cancellationToken);
        WriteAnnotations(folder, scenes, options.TestClips);
        SyntheticTextEncoder.Write(Path.Combine(folder, "roberta"));
        File.WriteAllText(Path.Combine(folder, DatasetConfig.FileName), Config);
        File.Move(plan, Path.Combine(folder, ManifestName));
    }

    private static void WriteVideos(string folder, Scene[] scenes, IProgress<SyntheticProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, 8), CancellationToken = cancellationToken };
        var chunks = scenes.Chunk(ChunkSize).Select((chunk, i) => (Scenes: chunk, Number: i));
        Unwrapped(() => Parallel.ForEach(chunks, parallel, chunk =>
        {
            var target = Path.Combine(folder, $"{chunk.Number:D4}");
            if (!Directory.Exists(target))
            {
                ClipWriter.Write(target, chunk.Scenes, i => FileName(chunk.Number * ChunkSize + i), cancellationToken);
            }

            progress?.Report(new SyntheticProgress(Interlocked.Add(ref done, chunk.Scenes.Length), scenes.Length));
        }));
    }

    private static void WriteAnnotations(string folder, Scene[] scenes, int testClips)
    {
        var raw = Path.Combine(folder, "raw");
        Directory.CreateDirectory(raw);
        var clips = scenes.Select((scene, i) => (FileName(i), scene)).ToArray();
        SyntheticAnnotations.Write(Path.Combine(raw, "train.json"), clips.SkipLast(testClips));
        SyntheticAnnotations.Write(Path.Combine(raw, "test.json"), clips.TakeLast(testClips));
        HcStvgPreparation.Prepare(folder, raw, folder);
    }

    private static void RefuseStranger(string folder)
    {
        string[] ours = [ManifestName, PlanName, LockName];
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !ours.Any(name => File.Exists(Path.Combine(folder, name))))
        {
            throw new DatasetException($"{folder} is not empty and holds no synthetic data set; choose another folder.");
        }
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new DatasetException($"Another process is making the data set in {folder}; wait until it is done.", e);
        }
    }

    private static SyntheticOptions ReadOptions(string path)
        => AnnotationFile.Read<SyntheticOptions>(path, "delete the folder and make the data set again.");

    private static void Unwrapped(Action action)
    {
        try
        {
            action();
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions.FirstOrDefault(i => i is DatasetException) ?? e.InnerExceptions[0]);
        }
    }

    private static string FileName(int number) => $"clip_{number:D6}.mp4";

    private const string Config =
        """
        {
          "combine_datasets": ["hcstvg"],
          "combine_datasets_val": ["hcstvg"],
          "hcstvg_vid_path": ".",
          "hcstvg_ann_path": ".",
          "text_encoder_path": "roberta"
        }

        """;
}
