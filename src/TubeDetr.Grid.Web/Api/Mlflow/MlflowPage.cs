using System.Collections.Immutable;
using System.Globalization;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>Pages whose token is the place of the next item.</summary>
internal static class MlflowPage
{
    public static (ImmutableArray<T> Items, string? NextPageToken) Of<T>(IReadOnlyCollection<T> all, int? wanted, int most, string? token)
    {
        var offset = (int)Offset(token);
        var limit = Math.Clamp(wanted ?? most, 1, most);
        return ([.. all.Skip(offset).Take(limit)], offset + limit < all.Count ? (offset + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <exception cref="MlflowException">This is no token of ours.</exception>
    public static long Offset(string? token) =>
        string.IsNullOrEmpty(token) ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset
        : throw MlflowException.Invalid($"page_token {token} is not one that this server has given.");
}
