using TorchSharp;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training;

/// <summary>Where a session runs, and with whom; nothing else here changes a number.</summary>
public sealed record TrainingEnvironment
{
    /// <summary>Device of the slot.</summary>
    public torch.Device Device { get; init; } = torch.CPU;

    /// <summary>Folder at which relative paths among the options begin.</summary>
    public string DataRoot { get; init; } = Environment.CurrentDirectory;

    /// <summary>Folder of decoded frames, shared by all sessions of a machine; null decodes anew each time.</summary>
    public string? FrameCacheDirectory { get; init; }

    /// <summary>Bytes that all decoded frames together may take.</summary>
    public long FrameCacheBytes { get; init; } = 4L << 30;

    /// <summary>This process among those that train one model; alone where nothing else is said. Its rank is added to the seed.</summary>
    public IRankGroup Ranks { get; init; } = SingleRank.Instance;

    internal int Rank => Ranks.Rank;

    /// <summary>Lines for the experiment's log.</summary>
    public Action<string> Log { get; init; } = _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
