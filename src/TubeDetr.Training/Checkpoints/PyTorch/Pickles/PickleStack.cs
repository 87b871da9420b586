namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>Stack, marks and memo of an unpickler; every misuse is a sentence.</summary>
internal sealed class PickleStack(PickleInput input)
{
    private readonly List<object> values = [];
    private readonly Stack<int> marks = new();
    private readonly Dictionary<int, object> memo = [];

    public void Push(object value) => values.Add(value);

    public object Pop()
    {
        var value = Peek();
        values.RemoveAt(values.Count - 1);
        return value;
    }

    /// <summary>The top, which a mark must not be.</summary>
    public object Peek() => values.Count > (marks.TryPeek(out var mark) ? mark : 0)
        ? values[^1]
        : throw Broken("takes a value that is not there");

    public T Pop<T>(string what) => Pop() is T value ? value : throw Broken($"has no {what} where one must be");

    public T Peek<T>(string what) => Peek() is T value ? value : throw Broken($"has no {what} where one must be");

    public void Mark()
    {
        if (marks.Count == PickleLimits.Marks)
        {
            throw Broken($"nests values more than {PickleLimits.Marks} levels deep");
        }

        marks.Push(values.Count);
    }

    /// <summary>Everything above the last mark, which goes.</summary>
    public object[] PopToMark()
    {
        if (!marks.TryPop(out var mark))
        {
            throw Broken("closes a group of values that it never opened");
        }

        object[] items = [.. values[mark..]];
        values.RemoveRange(mark, values.Count - mark);
        return items;
    }

    public object[] Pop(int count)
    {
        var items = new object[count];
        for (var i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    public void Remember(int index) => memo[index] = Peek();

    public void Memoize() => Remember(memo.Count);

    public void Recall(int index) => Push(memo.TryGetValue(index, out var value) ? value : throw Broken($"refers to value {index}, which it never kept"));

    public DamagedFileException Broken(string what) => new($"{what} (at byte {input.Position})");
}
