using System.Text;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>
/// The bytes of <see cref="ExperimentCurves"/>, little-endian: a mark, sequence, attempt, step, then each metric with its buckets, steps, epochs, times (ticks, UTC) and
/// values as columns. Most metrics are measured at the same steps, so a metric may refer to an earlier one for all but its values.
/// </summary>
internal static class CurveFile
{
    private const ulong Mark = 0x3153455652554354; // "TCURVES1"
    private const int OwnColumns = -1;

    public static void Write(Stream destination, ExperimentCurves curves)
    {
        using var writer = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(curves.Sequence);
        writer.Write(curves.Attempt);
        writer.Write(curves.Step);
        writer.Write(curves.Metrics.Count);
        var written = new List<CurveBuckets>();
        foreach (var (name, curve) in curves.Metrics)
        {
            writer.Write(name);
            WriteColumns(writer, curve, written);
            foreach (var point in curve.Points)
            {
                writer.Write(point.Value);
            }

            written.Add(curve);
        }
    }

    /// <summary>Null when these are not such bytes, or those of another version.</summary>
    public static ExperimentCurves? Read(Stream source)
    {
        try
        {
            using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadUInt64() != Mark)
            {
                return null;
            }

            var (sequence, attempt, step) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64());
            var metrics = new List<KeyValuePair<string, CurveBuckets>>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                metrics.Add(KeyValuePair.Create(reader.ReadString(), ReadCurve(reader, metrics)));
            }

            return ExperimentCurves.Restore(sequence, attempt, step, metrics);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or OverflowException)
        {
            return null; // cut off, or not ours: it is made again from the log
        }
    }

    private static void WriteColumns(BinaryWriter writer, CurveBuckets curve, List<CurveBuckets> written)
    {
        var same = written.FindIndex(earlier => HasSameColumns(earlier, curve));
        writer.Write(same);
        if (same != OwnColumns)
        {
            return;
        }

        writer.Write(curve.Count);
        writer.Write(curve.Size);
        writer.Write(curve.Starts.Length);
        foreach (var start in curve.Starts)
        {
            writer.Write(start);
        }

        writer.Write(curve.Points.Length);
        PointColumns.Write(writer, curve.Points);
    }

    private static CurveBuckets ReadCurve(BinaryReader reader, List<KeyValuePair<string, CurveBuckets>> earlier)
    {
        var same = reader.ReadInt32();
        var (count, size, starts, points) = same == OwnColumns ? ReadColumns(reader) : Columns(earlier[same].Value);
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = points[i] with { Value = reader.ReadDouble() };
        }

        return CurveBuckets.Restore(count, size, points, starts);
    }

    private static (long Count, long Size, int[] Starts, MetricPoint[] Points) ReadColumns(BinaryReader reader)
    {
        var (count, size) = (reader.ReadInt64(), reader.ReadInt64());
        var starts = new int[reader.ReadInt32()];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = reader.ReadInt32();
        }

        return (count, size, starts, PointColumns.Read(reader, reader.ReadInt32()));
    }

    private static (long Count, long Size, int[] Starts, MetricPoint[] Points) Columns(CurveBuckets curve) =>
        (curve.Count, curve.Size, curve.Starts.ToArray(), curve.Points.ToArray());

    private static bool HasSameColumns(CurveBuckets a, CurveBuckets b)
    {
        if (a.Count != b.Count || a.Size != b.Size || !a.Starts.SequenceEqual(b.Starts))
        {
            return false;
        }

        var left = a.Points;
        var right = b.Points;
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Step != right[i].Step || left[i].Time != right[i].Time)
            {
                return false;
            }
        }

        return left.Length == right.Length;
    }
}
