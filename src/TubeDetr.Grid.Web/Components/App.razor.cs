using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Web.Components.Layout;

namespace TubeDetr.Grid.Web.Components;

public partial class App
{
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>Read from the request's cookies, so that the first paint is already in the chosen theme.</summary>
    private Tastes Tastes => Tastes.Of(Http?.Request.Cookies);
}
