namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>Where points stand, as columns of little-endian numbers: steps, epochs, times (ticks, UTC). Values come apart.</summary>
internal static class PointColumns
{
    public static void Write(BinaryWriter writer, ReadOnlySpan<MetricPoint> points)
    {
        foreach (var point in points)
        {
            writer.Write(point.Step);
        }

        foreach (var point in points)
        {
            writer.Write(point.Epoch);
        }

        foreach (var point in points)
        {
            writer.Write(point.Time.UtcTicks);
        }
    }

    public static MetricPoint[] Read(BinaryReader reader, int count)
    {
        var (steps, epochs) = (new long[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            steps[i] = reader.ReadInt64();
        }

        for (var i = 0; i < count; i++)
        {
            epochs[i] = reader.ReadDouble();
        }

        var points = new MetricPoint[count];
        for (var i = 0; i < count; i++)
        {
            points[i] = new MetricPoint(steps[i], epochs[i], new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), double.NaN);
        }

        return points;
    }
}
