namespace TubeDetr.Training.Checkpoints;

/// <summary>Arithmetic of shapes and strides; null stands for numbers that are too large.</summary>
internal static class TensorLayout
{
    public static long? Product(IReadOnlyList<long> shape)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        long product = 1;
        foreach (var size in shape)
        {
            if (product > long.MaxValue / 8 / size)
            {
                return null;
            }

            product *= size;
        }

        return product;
    }

    /// <summary>Elements from the first to the last that a tensor looks at.</summary>
    public static long? Extent(IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        if (shape.Contains(0))
        {
            return 0;
        }

        Int128 extent = 1;
        for (var i = 0; i < shape.Count; i++)
        {
            extent += (Int128)(shape[i] - 1) * strides[i];
        }

        return extent > long.MaxValue / 8 ? null : (long)extent;
    }

    /// <summary>Strides of a tensor whose elements lie row by row.</summary>
    public static long[] Dense(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        long next = 1;
        for (var i = shape.Count - 1; i >= 0; i--)
        {
            strides[i] = next;
            next *= Math.Max(1, shape[i]);
        }

        return strides;
    }

    public static bool IsDense(IReadOnlyList<long> shape, IReadOnlyList<long> strides)
    {
        var dense = Dense(shape);
        return shape.Contains(0) || Enumerable.Range(0, shape.Count).All(i => shape[i] == 1 || strides[i] == dense[i]);
    }
}
