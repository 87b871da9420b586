using TorchSharp;

namespace TubeDetr.Model.Layers;

/// <summary>Scalars that live as long as the process: making one costs as much as a small operation, and one that the collector takes in mid-call gives wrong numbers.</summary>
internal static class Held
{
    public static readonly Scalar Zero = 0;
    public static readonly Scalar One = 1;
    public static readonly Scalar Half = 0.5;
    public static readonly Scalar NegativeInfinity = float.NegativeInfinity;
}
