using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>One step as <c>--log-steps</c> prints it and <c>steps.txt</c> keeps it.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Epoch">Epochs done; the step belongs to the next.</param>
/// <param name="Batch">Batches of this epoch done.</param>
/// <param name="Values">Losses, rates, norm of the gradients, times.</param>
internal sealed record StepLine(long Step, int Epoch, int Batch, IReadOnlyDictionary<string, double> Values)
{
    public static StepLine Of(StepReport step) => new(step.Step, step.Epoch, step.Batch, step.Metrics());
}
