namespace TubeDetr.Training.Optimization;

/// <summary>Steps of each epoch. Chunks of a training set (<c>epoch_chunks</c>) take turns, and the last may be shorter.</summary>
/// <param name="chunks">Steps of an epoch over each chunk; a single one without chunks.</param>
public sealed class EpochSteps(IReadOnlyList<int> chunks)
{
    private readonly long round = chunks.Sum(steps => (long)steps);

    /// <summary>Steps of an epoch, from 0.</summary>
    public int Of(long epoch) => chunks[(int)(epoch % chunks.Count)];

    /// <summary>Steps of all epochs before this one.</summary>
    public long Before(long epoch) => (epoch / chunks.Count * round) + chunks.Take((int)(epoch % chunks.Count)).Sum(steps => (long)steps);

    /// <summary>Where a step, from 0, lies: its epoch and its batch within it.</summary>
    public (long Epoch, int Batch) At(long step)
    {
        var (epoch, rest) = (step / round * chunks.Count, step % round);
        foreach (var steps in chunks)
        {
            if (rest < steps)
            {
                break;
            }

            rest -= steps;
            epoch++;
        }

        return (epoch, (int)rest);
    }

    /// <summary>What a checkpoint keeps, to be sure that it is continued with the same.</summary>
    public override string ToString() => string.Join(',', chunks);
}
