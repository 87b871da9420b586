using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>The calls that make tensors, as descriptions. What such a call gets must be plain: an inert object where a number or a storage belongs is refused.</summary>
internal static class TensorCall
{
    public static StoredTensor Rebuild(PickleTuple arguments)
    {
        if (arguments.Items is not [TensorStorage storage, long offset, var size, var stride, ..])
        {
            throw Strange(arguments.Items.FirstOrDefault(item => item is not (TensorStorage or long)));
        }

        return StoredTensor.View(storage, offset, Numbers(size), Numbers(stride));
    }

    /// <summary>A <c>Parameter</c> is its tensor.</summary>
    public static StoredTensor Parameter(PickleTuple arguments) => arguments.Items is [StoredTensor tensor, ..] ? tensor : throw Strange(First(arguments));

    /// <summary>A tensor of a subclass, or with attributes, is its tensor.</summary>
    public static StoredTensor Subclass(PickleTuple arguments, Func<PickleGlobal, PickleTuple, object> call) =>
        arguments.Items is [PickleGlobal { Module: "torch._utils" } maker, _, PickleTuple inner, ..] && call(maker, inner) is StoredTensor tensor ? tensor : throw Strange(First(arguments));

    private static object? First(PickleTuple arguments) => arguments.Items.Count > 0 ? arguments.Items[0] : null;

    private static long[] Numbers(object value) => value is PickleTuple tuple && tuple.Items.All(item => item is long)
        ? [.. tuple.Items.Cast<long>()]
        : throw Strange(value is PickleTuple { Items: var items } ? items.First(item => item is not long) : value);

    private static DamagedFileException Strange(object? value) => new($"makes a tensor of {value ?? "nothing"}, which is no description of one", "Save it anew with torch.save and plain tensors.");
}
