namespace TubeDetr.Parity;

/// <summary>Compares the product with one kind of golden case.</summary>
public abstract class ParityCheck
{
    /// <summary>What names of such cases begin with.</summary>
    public abstract string Prefix { get; }

    /// <summary>Runs the case through the product and records every quantity that it compares.</summary>
    public abstract void Run(GoldenCase golden, Comparison comparison);
}
