using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>What <c>grid train</c> was asked for.</summary>
/// <param name="Options">Of the training.</param>
internal sealed record TrainRequest(TrainingOptions Options)
{
    /// <summary><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>; null: the first GPU, else the CPU.</summary>
    public string? Device { get; init; }

    /// <summary>Where checkpoints and <c>log.txt</c> go; null writes none.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Checkpoint to go on from, or a folder of them.</summary>
    public string? Resume { get; init; }

    /// <summary>Folder of decoded frames; null decodes anew in each epoch.</summary>
    public string? FrameCache { get; init; }

    /// <summary>Time between two checkpoints within an epoch; zero: one after each step.</summary>
    public TimeSpan CheckpointEvery { get; init; }

    /// <summary>The processes that train together, as this one sees them.</summary>
    public IRankGroup Ranks { get; init; } = SingleRank.Instance;

    /// <summary>This one among the processes of its machine.</summary>
    public int LocalRank { get; init; }

    /// <summary>Whether every step is told and written down, not only epochs.</summary>
    public bool LogSteps { get; init; }
}
