using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TubeDetr.Grid.Web.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">In order.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">The <c>offset</c> of the next part; null at the end.</param>
public sealed record Paged<T>(ImmutableArray<T> Items, int Total, int? Next);

/// <summary>Which part of a list is asked for.</summary>
public readonly record struct PageQuery
{
    public const int Most = 1000;

    [Description("How many come before the first item."), Range(0, int.MaxValue)]
    public int? Offset { get; init; }

    [Description("How many items at most, 1 to 1000; 100 unless said otherwise."), Range(1, Most)]
    public int? Limit { get; init; }

    public Paged<T> Of<T>(IReadOnlyCollection<T> all)
    {
        var (offset, limit) = (Math.Max(0, Offset ?? 0), Math.Clamp(Limit ?? 100, 1, Most));
        return new Paged<T>([.. all.Skip(offset).Take(limit)], all.Count, offset + limit < all.Count ? offset + limit : null);
    }
}
