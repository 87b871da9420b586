namespace TubeDetr.Data.Synthetic;

/// <summary>What kind of synthetic data set. The same options give the same annotations, byte for byte, and the same frames.</summary>
public sealed record SyntheticOptions
{
    /// <summary>Clips of both parts together, at least 10; every tenth clip's worth (rounded down) is for evaluation.</summary>
    public int Clips { get; init; } = 1000;

    public long Seed { get; init; } = 1;

    /// <summary>Further objects in each clip, 0 to 2, from which only looking tells the captioned one apart.</summary>
    public int Distractors { get; init; }

    /// <summary>Clips of the part to evaluate on.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int TestClips => Clips / 10;

    /// <summary>Everything that is out of range; empty when all is well.</summary>
    public IEnumerable<string> Contradictions()
    {
        if (Clips is < 10 or > 1_000_000)
        {
            yield return $"clips = {Clips} must be from 10 to 1000000.";
        }

        if (Distractors is < 0 or > 2)
        {
            yield return $"distractors = {Distractors} must be 0, 1 or 2.";
        }
    }
}

/// <summary>How far the making of a data set is.</summary>
public readonly record struct SyntheticProgress(int ClipsDone, int Clips);

/// <summary>A finished synthetic data set.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="ConfigPath">Its <c>dataset.json</c>, to be given as <c>dataset_config</c>.</param>
/// <param name="TrainClips">Clips to train on.</param>
/// <param name="TestClips">Clips to evaluate on.</param>
/// <param name="AlreadyThere">Whether it was found finished and nothing had to be made.</param>
public sealed record SyntheticReport(string Folder, string ConfigPath, int TrainClips, int TestClips, bool AlreadyThere);
