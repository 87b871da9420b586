namespace TubeDetr.Data.Randomness;

/// <summary>The four kinds of draw that the original's data path makes, in its order; a test can replay recorded ones.</summary>
public interface IRandomSource
{
    /// <summary>Uniform in [0, 1): <c>random.random()</c>.</summary>
    double NextDouble();

    /// <summary>Index of one of <paramref name="count"/> things: <c>random.choice</c>.</summary>
    int Choose(int count);

    /// <summary>Uniform in [low, high], both inclusive: <c>random.randint</c>.</summary>
    int Between(int low, int high);

    /// <summary>Uniform in [0, <paramref name="end"/>): <c>torch.randint</c>.</summary>
    int Below(int end);
}
