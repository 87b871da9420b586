using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>Of a rank that is not the first: it does what rank 0 does, and rank 0 tells of it.</summary>
internal sealed class SilentTrainView : ITrainView
{
    public void Say(string line)
    {
    }

    public void Step(StepReport step, int stepsPerEpoch)
    {
    }

    public void Step(StepLine line)
    {
    }

    public void Evaluating(double fraction)
    {
    }

    public void Epoch(EpochLine line)
    {
    }
}
