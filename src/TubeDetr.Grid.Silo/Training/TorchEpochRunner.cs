using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Training;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>The only room where both families meet: a training session behind the grid's interface.</summary>
public sealed class TorchEpochRunner(SiloArguments arguments, SlotDescription slot, TimeProvider time) : IEpochRunner
{
    public IEpochRun Open(Assignment assignment, Stream? checkpoint, Action<string> log) => Faults.Translate(() =>
    {
        var options = OptionCatalog.ToOptions(assignment.HyperParameters);
        var session = TrainingSession.Create(options, ToEnvironment(log));
        try
        {
            if (checkpoint is not null)
            {
                session.Restore(checkpoint);
            }

            log($"{session.ParameterCount:N0} parameters, {session.StepsPerEpoch} steps an epoch, {session.EvaluationTubes.Count} videos to evaluate on, {torch.get_num_threads()} threads");
            return new TorchEpochRun(session, assignment, time);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    });

    private TrainingEnvironment ToEnvironment(Action<string> log) => new()
    {
        Device = torch.device(slot.Device),
        DataRoot = arguments.DataRoot,
        FrameCacheDirectory = arguments.FrameCache.Length > 0 ? arguments.FrameCache : null,
        FrameCacheBytes = arguments.FrameCacheMb * 1024L * 1024L,
        Log = log,
        Time = time,
    };
}

/// <summary>Which faults of the training every attempt would meet.</summary>
internal static class Faults
{
    public static T Translate<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is InvalidOptionsException or DatasetException or CheckpointException or NonFiniteLossException)
        {
            throw new TrainingFailedException(e.Message, e);
        }
    }
}
