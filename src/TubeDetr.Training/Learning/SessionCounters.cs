namespace TubeDetr.Training.Learning;

/// <summary>How far a session is.</summary>
internal sealed class SessionCounters
{
    /// <summary>Epochs done.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches of the present epoch done.</summary>
    public int Batch { get; set; }

    /// <summary>Steps done.</summary>
    public long Step { get; set; }

    public void Start(int epoch, long step) => (Epoch, Step) = (epoch, step);

    public void EndStep()
    {
        Batch++;
        Step++;
    }

    public void EndEpoch()
    {
        Epoch++;
        Batch = 0;
    }
}
