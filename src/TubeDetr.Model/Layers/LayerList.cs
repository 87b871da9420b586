using System.Collections;
using System.Globalization;

namespace TubeDetr.Model.Layers;

/// <summary>Layers named 0, 1, 2, …</summary>
internal sealed class LayerList<T> : Layer, IReadOnlyList<T>
    where T : Layer
{
    private readonly List<T> items = [];

    public LayerList(IEnumerable<T> layers)
    {
        foreach (var layer in layers)
        {
            items.Add(Child(items.Count.ToString(CultureInfo.InvariantCulture), layer));
        }
    }

    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
