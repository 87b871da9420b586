namespace TubeDetr.Data;

/// <summary>Tells how much of a known number of steps is done.</summary>
internal sealed class PreparationSteps(IProgress<double>? progress, int total, CancellationToken cancellationToken)
{
    private int _done;

    public void Next()
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(++_done / (double)Math.Max(1, total));
    }
}
