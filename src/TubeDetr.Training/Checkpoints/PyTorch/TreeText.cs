using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>
/// The values of a <c>.pth</c> as JSON with nothing lost, tensors by their names: what a safetensors file keeps in its metadata so that it can become a <c>.pth</c> again. JSON has no word for most of
/// Python's types; they are objects of one entry: <c>$dict</c>, <c>$ordered</c>, <c>$tuple</c>, <c>$namespace</c>, <c>$float</c>, <c>$int</c>, <c>$bytes</c>, <c>$tensor</c>.
/// </summary>
internal static class TreeText
{
    /// <summary>The JSON and the tensors under their paths. What stays inert becomes a text of its name.</summary>
    public static (string Json, IReadOnlyList<TensorEntry> Tensors) Write(object root)
    {
        var tensors = new List<TensorEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var json = Node(root, "", 0, (path, tensor) =>
        {
            var name = path;
            for (var i = 2; !names.Add(name); i++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{path}#{i}");
            }

            tensors.Add(new(name, tensor));
            return name;
        });
        return (json?.ToJsonString() ?? "null", tensors);
    }

    /// <exception cref="DamagedFileException">This is no such text.</exception>
    public static object Read(string json, Func<string, StoredTensor?> tensor)
    {
        try
        {
            return Value(JsonNode.Parse(json), tensor);
        }
        catch (Exception fault) when (fault is System.Text.Json.JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new DamagedFileException("has a broken description of the file that it was converted from", inner: fault);
        }
    }

    private static JsonNode? Node(object value, string path, int depth, Func<string, StoredTensor, string> keep)
    {
        if (depth > PickleLimits.Depth / 3)
        {
            throw new DamagedFileException($"nests values more than {PickleLimits.Depth / 3} levels deep, or a value within itself");
        }

        JsonNode? Inner(object item, string key) => Node(item, path.Length == 0 ? key : $"{path}.{key}", depth + 1, keep);
        JsonArray Items(IEnumerable<object> items) => new([.. items.Select((item, i) => Inner(item, i.ToString(CultureInfo.InvariantCulture)))]);
        JsonArray Pairs(PickleDict dict) => new([.. dict.Items.Select(pair => new JsonArray(Node(pair.Key, path, depth + 1, keep), Inner(pair.Value, Text(pair.Key))))]);
        return value switch
        {
            PickleNone => null,
            bool flag => JsonValue.Create(flag),
            long number => JsonValue.Create(number),
            string text => JsonValue.Create(text),
            double number => Tagged("$float", number.ToString("R", CultureInfo.InvariantCulture)),
            BigInteger number => Tagged("$int", number.ToString(CultureInfo.InvariantCulture)),
            byte[] bytes => Tagged("$bytes", Convert.ToBase64String(bytes)),
            StoredTensor tensor => Tagged("$tensor", keep(path, tensor)),
            PickleList list => Items(list.Items),
            PickleTuple tuple => Tagged("$tuple", Items(tuple.Items)),
            PickleDict dict => Tagged(dict.Ordered ? "$ordered" : "$dict", Pairs(dict)),
            PickleObject { Type.FullName: "argparse.Namespace", State: PickleDict state } => Tagged("$namespace", Pairs(state)),
            _ => JsonValue.Create(Text(value)),
        };
    }

    private static JsonObject Tagged(string tag, JsonNode? value) => new() { [tag] = value };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static object Value(JsonNode? node, Func<string, StoredTensor?> tensor) => node switch
    {
        null => PickleNone.Value,
        JsonArray array => List(array, tensor),
        JsonObject { Count: 1 } tagged => Tagged(tagged.First().Key, tagged.First().Value!, tensor),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => node.GetValue<string>(),
    };

    private static object Tagged(string tag, JsonNode value, Func<string, StoredTensor?> tensor) => tag switch
    {
        "$float" => double.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
        "$int" => BigInteger.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture),
        "$bytes" => Convert.FromBase64String(value.GetValue<string>()),
        "$tensor" => tensor(value.GetValue<string>()) ?? throw new FormatException($"There is no tensor {value}."),
        "$tuple" => new PickleTuple([.. value.AsArray().Select(item => Value(item, tensor))]),
        "$dict" or "$ordered" => Dict(value.AsArray(), tag is "$ordered", tensor),
        "$namespace" => new PickleObject(new("argparse", "Namespace"), PickleTuple.Empty) { State = Dict(value.AsArray(), ordered: false, tensor) },
        _ => throw new FormatException($"{tag} is not known."),
    };

    private static PickleList List(JsonArray array, Func<string, StoredTensor?> tensor)
    {
        var list = new PickleList();
        list.Items.AddRange(array.Select(item => Value(item, tensor)));
        return list;
    }

    private static PickleDict Dict(JsonArray pairs, bool ordered, Func<string, StoredTensor?> tensor)
    {
        var dict = new PickleDict(ordered);
        foreach (var pair in pairs)
        {
            dict.Items[Value(pair![0], tensor)] = Value(pair[1], tensor);
        }

        return dict;
    }
}
