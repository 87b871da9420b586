using System.Collections.Immutable;
using System.Text;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>One metric of many experiments that have ended, each curve in at most <see cref="Limit"/> points.</summary>
public sealed record CurveOverview(ImmutableDictionary<ExperimentId, OverviewCurve> Curves)
{
    /// <summary>Points of one curve at most.</summary>
    public const int Limit = 192;

    private const ulong Mark = 0x3157454956524F54; // "TOVREIW1"

    public static CurveOverview Empty { get; } = new(ImmutableDictionary<ExperimentId, OverviewCurve>.Empty);

    internal void Write(Stream destination)
    {
        using var writer = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(Curves.Count);
        foreach (var (experiment, curve) in Curves)
        {
            writer.Write(experiment.Value);
            writer.Write(curve.Attempt);
            writer.Write(curve.Step);
            writer.Write(curve.Points.Length);
            PointColumns.Write(writer, curve.Points.AsSpan());
            foreach (var point in curve.Points)
            {
                writer.Write(point.Value);
            }
        }
    }

    /// <summary>Null when these are not such bytes, or those of another version.</summary>
    internal static CurveOverview? Read(Stream source)
    {
        try
        {
            using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadUInt64() != Mark)
            {
                return null;
            }

            var curves = ImmutableDictionary.CreateBuilder<ExperimentId, OverviewCurve>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                curves[new ExperimentId(reader.ReadString())] = ReadCurve(reader);
            }

            return new CurveOverview(curves.ToImmutable());
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or OverflowException)
        {
            return null; // cut off, or not ours: it is made again
        }
    }

    private static OverviewCurve ReadCurve(BinaryReader reader)
    {
        var (attempt, step) = (reader.ReadInt32(), reader.ReadInt64());
        var points = PointColumns.Read(reader, reader.ReadInt32());
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = points[i] with { Value = reader.ReadDouble() };
        }

        return new OverviewCurve(attempt, step, [.. points]);
    }
}

/// <summary>A curve as it was when its experiment had ended.</summary>
/// <param name="Attempt">The experiment's last attempt then: when it has another one now, the curve is out of date.</param>
/// <param name="Step">The experiment's step then.</param>
/// <param name="Points">Empty when the metric was never measured.</param>
public sealed record OverviewCurve(int Attempt, long Step, ImmutableArray<MetricPoint> Points);
