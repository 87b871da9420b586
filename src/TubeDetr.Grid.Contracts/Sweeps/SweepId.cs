using System.Security.Cryptography;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>Identity of a sweep: a short lower-case word such as <c>s7k2q9</c>, also the key of its grain.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SweepId")]
public readonly record struct SweepId([property: Id(0)] string Value)
{
    /// <summary>Letters and digits that nobody mistakes for one another (no i, l, o, u, 0, 1).</summary>
    private const string Alphabet = "abcdefghjkmnpqrstvwxyz23456789";

    /// <summary>A new identity: one of 24 million, chosen by whoever submits.</summary>
    public static SweepId NewRandom() => new("s" + RandomNumberGenerator.GetString(Alphabet, 5));

    public override string ToString() => Value;
}
