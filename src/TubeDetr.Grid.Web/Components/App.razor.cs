using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Components;

public partial class App
{
    /// <summary>Scripts of every page in the order in which they run; Blazor starts after the last.</summary>
    private static readonly string[] Scripts = ["_content/MudBlazor/MudBlazor.min.js", "grid.js", "tubes.js", "curves.js", "parallel.js", "hover.js", "_framework/blazor.web.js"];

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>Read from the request's cookies, so that the first paint is already in the chosen theme.</summary>
    private Tastes Tastes => Tastes.Of(Http?.Request.Cookies);
}
