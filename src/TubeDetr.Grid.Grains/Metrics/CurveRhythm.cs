namespace TubeDetr.Grid.Grains.Metrics;

/// <summary>When curves are worth saving: after enough rows, the more the longer the curves, so that saving costs a fixed part of measuring.</summary>
public sealed class CurveRhythm
{
    /// <summary>Shorter logs are read as quickly as their curves would be.</summary>
    private const long Worth = 100;
    private const long Least = 256;
    private const long Part = 4;
    private long _saved;

    public void Saved(long sequence) => _saved = sequence;

    /// <summary>Rows have come since the curves were saved, or since there are enough of them.</summary>
    public bool IsBehind(long sequence) => sequence >= Worth && sequence != _saved;

    /// <summary>A quarter more rows than were saved, and at least 256.</summary>
    public bool IsTime(long sequence) => sequence - _saved >= Math.Max(Least, _saved / Part);
}
