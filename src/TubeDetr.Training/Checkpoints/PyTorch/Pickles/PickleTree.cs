using System.Globalization;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>Walks through the values of a pickle. A pickle can name one value a million times, or put a value inside itself: depth and number of visits are bounded.</summary>
internal static class PickleTree
{
    private const int Visits = 1_000_000;

    /// <summary>Every tensor with its path.</summary>
    /// <exception cref="DamagedFileException">Values lie too deep or come too often.</exception>
    public static IEnumerable<TensorEntry> Tensors(object root)
    {
        var left = Visits;
        return Tensors(root, "", 0, () =>
        {
            if (--left < 0)
            {
                throw new DamagedFileException($"describes more than {Visits} values");
            }
        });
    }

    private static IEnumerable<TensorEntry> Tensors(object value, string path, int depth, Action visit)
    {
        visit();
        if (depth > PickleLimits.Depth)
        {
            throw new DamagedFileException($"nests values more than {PickleLimits.Depth} levels deep, or a value within itself");
        }

        if (value is StoredTensor tensor)
        {
            return [new(path, tensor)];
        }

        return Children(value).SelectMany(child => Tensors(child.Value, path.Length == 0 ? child.Key : $"{path}.{child.Key}", depth + 1, visit));
    }

    private static IEnumerable<(string Key, object Value)> Children(object value) => value switch
    {
        PickleDict dict => dict.Items.Select(pair => (Convert.ToString(pair.Key, CultureInfo.InvariantCulture) ?? "", pair.Value)),
        PickleList list => list.Items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
        PickleTuple tuple => tuple.Items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
        PickleObject { State: PickleDict state } => Children(state),
        _ => [],
    };
}
