using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace TubeDetr.Training.Options;

/// <summary>Some words, such as names of data sets. Two lists of the same words are equal.</summary>
[CollectionBuilder(typeof(WordList), nameof(Create))]
public sealed class WordList(ImmutableArray<string> words) : IReadOnlyList<string>, IEquatable<WordList>
{
    public int Count => words.Length;

    public string this[int index] => words[index];

    public static WordList Create(ReadOnlySpan<string> words) => new([.. words]);

    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)words).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(WordList? other) => other is not null && words.SequenceEqual(other, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as WordList);

    public override int GetHashCode() => words.Aggregate(words.Length, (hash, word) => HashCode.Combine(hash, word));

    /// <summary>The words with commas between them.</summary>
    public override string ToString() => string.Join(',', words);
}
