using Microsoft.AspNetCore.Components;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// The address as a page reads and writes it. What a page has written comes back by way of the browser, maybe after the next change: such an
/// echo tells nothing, and a page that believed it would undo what was done since.
/// </summary>
public sealed class PageAddress(NavigationManager navigation)
{
    private readonly List<string> written = [];
    private string known = navigation.Uri;

    /// <summary>True once after somebody else has changed the address: a link, or the browser's arrows.</summary>
    public bool HasMoved()
    {
        if (string.Equals(navigation.Uri, known, StringComparison.Ordinal))
        {
            return false;
        }

        known = navigation.Uri;
        var echo = written.IndexOf(known);
        written.RemoveRange(0, echo < 0 ? written.Count : echo + 1);
        return echo < 0;
    }

    /// <param name="query">With its question mark; empty for none.</param>
    public void Write(string query)
    {
        var next = new Uri(navigation.Uri).GetLeftPart(UriPartial.Path) + query;
        if (!string.Equals(next, written.Count > 0 ? written[^1] : navigation.Uri, StringComparison.Ordinal))
        {
            written.Add(next);
            navigation.NavigateTo(next, new NavigationOptions { ReplaceHistoryEntry = true });
        }
    }
}
