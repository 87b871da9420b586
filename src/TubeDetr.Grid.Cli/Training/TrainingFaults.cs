using TubeDetr.Data;
using TubeDetr.Training;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>What can go wrong in a training or an evaluation and be put right by a person.</summary>
internal static class TrainingFaults
{
    /// <summary>Does the work.</summary>
    /// <exception cref="CommandFailure">It failed in a way that a person can put right; says how.</exception>
    public static T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidOptionsException invalid)
        {
            throw CommandFailure.BadInput([.. invalid.Errors]);
        }
        catch (Exception fault) when (fault is DatasetException or CheckpointException)
        {
            throw CommandFailure.BadInput(fault.Message.Split('\n'));
        }
        catch (Exception fault) when (fault is NonFiniteLossException or EvaluationException or RankGroupException)
        {
            throw CommandFailure.Failed(fault.Message.Split('\n'));
        }
    }
}
