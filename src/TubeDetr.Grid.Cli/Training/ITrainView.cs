using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>Shows a training while it goes on. Called on the training's thread.</summary>
internal interface ITrainView
{
    void Say(string line);

    void Step(StepReport step, int stepsPerEpoch);

    /// <summary>A step whose numbers were asked for.</summary>
    void Step(StepLine line);

    /// <summary>The part of the evaluation that is done, in (0, 1].</summary>
    void Evaluating(double fraction);

    void Epoch(EpochLine line);
}
