using TorchSharp;

namespace TubeDetr.Training;

/// <summary>Where a session runs; nothing here changes a number.</summary>
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

    /// <summary>Rank of this process among those that train one model; added to the seed.</summary>
    public int Rank { get; init; }

    /// <summary>Lines for the experiment's log.</summary>
    public Action<string> Log { get; init; } = _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
