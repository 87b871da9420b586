using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Silo.Simulation;

/// <summary>
/// Computes a curve instead of training: what the grid does with thousands of experiments can be tried and measured without a tensor. The curve depends on the
/// hyper-parameters and the step alone, so an attempt that goes on from a checkpoint measures what an undisturbed one would have.
/// </summary>
public sealed class SimulatedEpochRunner(SimulationOptions options, TimeProvider time) : IEpochRunner
{
    public bool KeepsState => options.Checkpoints;

    public IEpochRun Open(Assignment assignment, Stream? checkpoint, Action<string> log)
    {
        if (options.Checkpoints)
        {
            log($"simulated: {options.Steps} steps an epoch, {options.Milliseconds} ms each");
        }

        return new SimulatedEpochRun(assignment, checkpoint is null ? 0 : SimulatedImage.ReadStep(checkpoint), options, time);
    }
}
