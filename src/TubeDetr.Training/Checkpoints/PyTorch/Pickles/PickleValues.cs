namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>
/// Python's <c>None</c>. Other values of a pickle are <see cref="bool"/>, <see cref="long"/>, <see cref="System.Numerics.BigInteger"/> (beyond 64 bits), <see cref="double"/>,
/// <see cref="string"/>, <see cref="byte"/>[], the types of this file, and tensors and storages.
/// </summary>
internal sealed class PickleNone
{
    public static readonly PickleNone Value = new();

    private PickleNone()
    {
    }

    public override string ToString() => "None";
}

/// <summary>The name of a Python class or function. It stays a name: nothing is ever looked up, imported or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public string FullName => $"{Module}.{Name}";

    public override string ToString() => FullName;
}

/// <summary>A tuple.</summary>
internal sealed record PickleTuple(IReadOnlyList<object> Items)
{
    public static readonly PickleTuple Empty = new([]);

    public override string ToString() => "a tuple";
}

/// <summary>A list.</summary>
internal sealed class PickleList
{
    public List<object> Items { get; } = [];

    public override string ToString() => "a list";
}

/// <summary>A <c>dict</c> or <c>OrderedDict</c>; keys in the order in which they came.</summary>
internal sealed class PickleDict(bool ordered = false)
{
    /// <summary>An <c>OrderedDict</c>.</summary>
    public bool Ordered => ordered;

    public OrderedDictionary<object, object> Items { get; } = [];

    /// <summary>The value under a name; null where there is none.</summary>
    public object? Find(string name) => Items.TryGetValue(name, out var value) ? value : null;

    public override string ToString() => "a dict";
}

/// <summary>What a call or an instance of an unknown class left: inert, never called or made.</summary>
internal sealed class PickleObject(PickleGlobal type, object arguments)
{
    public PickleGlobal Type => type;

    /// <summary>What the file wanted to call it with.</summary>
    public object Arguments => arguments;

    /// <summary>Its attributes, mostly a <see cref="PickleDict"/>.</summary>
    public object State { get; set; } = PickleNone.Value;

    /// <summary>Elements, where it is like a list.</summary>
    public PickleList Elements { get; } = new();

    /// <summary>Entries, where it is like a dict.</summary>
    public PickleDict Entries { get; } = new();

    public override string ToString() => type.FullName;
}
