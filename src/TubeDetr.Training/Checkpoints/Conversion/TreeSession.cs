using System.Globalization;
using System.Text.Json;
using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>The way back of <see cref="SessionTree"/>: the very file that it came from, byte for byte.</summary>
internal sealed class TreeSession
{
    private readonly PickleDict root;
    private readonly PickleDict rest;
    private readonly Dictionary<string, long> numbers;

    private TreeSession(PickleDict root, PickleDict rest)
    {
        this.root = root;
        this.rest = rest;
        Metadata = Part(rest, SessionTree.Metadata).Items.ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value), StringComparer.Ordinal);
        var trained = JsonSerializer.Deserialize<string[]>(Metadata.GetValueOrDefault(SessionCheckpoint.TrainedNames) ?? "[]")!;
        numbers = ParameterNumbering.Groups(trained).SelectMany(group => group).Select((name, i) => (name, (long)i)).ToDictionary(pair => pair.name, pair => pair.Item2, StringComparer.Ordinal);
        Entries = [.. ((rest.Find(SessionTree.Order) as PickleList)?.Items ?? throw Broken(SessionTree.Order)).Select(name => new TensorEntry(Text(name), Find(Text(name))))];
    }

    /// <summary>The hash of the content among them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Null for a checkpoint that did not come from one of ours.</summary>
    /// <exception cref="DamagedFileException">It says that it did, but lacks something.</exception>
    public static TreeSession? Of(object root) => root is PickleDict dict && dict.Dict(OriginalKeys.Rest) is { } rest ? new(dict, rest) : null;

    private StoredTensor Find(string name) =>
        Under(name, SessionCheckpoint.Average) is { } averaged ? Tensor(root.Dict(OriginalKeys.Average), averaged, name)
        : Under(name, SessionCheckpoint.Model) is { } weight ? Tensor(root.Dict(OriginalKeys.Model), weight, name)
        : Under(name, SessionCheckpoint.FirstMoment) is { } first ? Moment(first, name, "exp_avg", "momentum_buffer")
        : Under(name, SessionCheckpoint.SecondMoment) is { } second ? Second(second, name)
        : Tensor(rest.Dict(SessionTree.Tensors), name, name);

    // SGD has none; ours are zeros.
    private StoredTensor Second(string parameter, string name)
    {
        if (Moments(parameter, name).Find("momentum_buffer") is not StoredTensor momentum)
        {
            return Moment(parameter, name, "exp_avg_sq");
        }

        var storage = new TensorStorage(name, momentum.Type, momentum.Count).Place(new ZeroBytes(momentum.Length), 0, momentum.Length);
        return StoredTensor.Whole(storage, momentum.Shape);
    }

    private StoredTensor Moment(string parameter, string name, params string[] slots)
    {
        var moments = Moments(parameter, name);
        return slots.Select(moments.Find).OfType<StoredTensor>().FirstOrDefault() ?? throw Broken(name);
    }

    private PickleDict Moments(string parameter, string name) =>
        numbers.TryGetValue(parameter, out var number) && Part(Part(root, OriginalKeys.Optimizer), "state").Items.TryGetValue(number, out var kept) && kept is PickleDict moments ? moments : throw Broken(name);

    private static string? Under(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static StoredTensor Tensor(PickleDict? dict, string key, string name) => dict?.Find(key) as StoredTensor ?? throw Broken(name);

    private static PickleDict Part(PickleDict dict, string name) => dict.Dict(name) ?? throw Broken(name);

    private static string Text(object value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static DamagedFileException Broken(string name) => new($"was converted from a checkpoint of ours, but lacks {name}");
}
