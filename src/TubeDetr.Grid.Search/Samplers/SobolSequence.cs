namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// Sobol's points with the direction numbers of Joe and Kuo (new-joe-kuo-6, 2008), scrambled as Owen proposed: points of any seed fill the cube evenly, and each
/// coordinate alone is uniform.
/// </summary>
public static class SobolSequence
{
    private const int Bits = 32;

    /// <summary>Degree, coefficients and first numbers of each dimension from the second on.</summary>
    private static readonly (int Degree, uint Coefficients, uint[] First)[] Polynomials =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]),
        (5, 4, [1, 1, 5, 5, 5]), (5, 7, [1, 1, 7, 11, 19]), (5, 11, [1, 1, 5, 1, 1]), (5, 13, [1, 1, 1, 3, 11]), (5, 14, [1, 3, 5, 5, 31]),
        (6, 1, [1, 3, 3, 9, 7, 49]), (6, 13, [1, 1, 1, 15, 21, 21]), (6, 16, [1, 3, 1, 13, 27, 49]), (6, 19, [1, 1, 1, 15, 7, 5]),
        (6, 22, [1, 3, 1, 15, 13, 25]), (6, 25, [1, 1, 5, 5, 19, 61]), (7, 1, [1, 3, 7, 11, 23, 15, 103]), (7, 4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    private static readonly uint[][] Directions = [[.. Enumerable.Range(1, Bits).Select(bit => 1u << (Bits - bit))], .. Polynomials.Select(Expand)];

    /// <summary>How many dimensions there are numbers for.</summary>
    public static int Dimensions => Directions.Length;

    /// <summary>A coordinate of a point, in (0, 1).</summary>
    /// <param name="key">Decides the scrambling of this dimension.</param>
    public static double At(int dimension, uint index, ulong key)
    {
        var point = 0u;
        for (var bit = 0; index >> bit != 0; bit++)
        {
            point ^= ((index >> bit) & 1) == 0 ? 0 : Directions[dimension][bit];
        }

        return (Scramble(point, key) + 0.5) / (1UL << Bits);
    }

    private static uint[] Expand((int Degree, uint Coefficients, uint[] First) polynomial)
    {
        var (degree, coefficients, first) = polynomial;
        var directions = new uint[Bits];
        for (var bit = 0; bit < Bits; bit++)
        {
            if (bit < degree)
            {
                directions[bit] = first[bit] << (Bits - 1 - bit);
                continue;
            }

            directions[bit] = directions[bit - degree] ^ (directions[bit - degree] >> degree);
            for (var term = 1; term < degree; term++)
            {
                directions[bit] ^= ((coefficients >> (degree - 1 - term)) & 1) * directions[bit - term];
            }
        }

        return directions;
    }

    /// <summary>Each bit is turned or not, depending on the bits before it: Owen's nested uniform scrambling, from a hash instead of a table.</summary>
    private static uint Scramble(uint point, ulong key)
    {
        var scrambled = 0u;
        for (var bit = Bits - 1; bit >= 0; bit--)
        {
            var before = bit == Bits - 1 ? 0 : (ulong)(point >> (bit + 1));
            var turn = (uint)SeededUnit.Mix(key ^ SeededUnit.Mix(before | ((ulong)bit << 32))) & 1;
            scrambled |= (((point >> bit) & 1) ^ turn) << bit;
        }

        return scrambled;
    }
}
