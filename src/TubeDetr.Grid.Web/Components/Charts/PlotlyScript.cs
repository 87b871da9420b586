namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>
/// Which of Plotly's two scripts a page has: lines, points and bars are in a small one, which a browser reads in a third of the time; contours are only in the whole one.
/// Charts that the small one has drawn go on with the whole one. One per circuit.
/// </summary>
public sealed class PlotlyScript
{
    /// <summary>The small one, by the name that the chart component asks for.</summary>
    public const string Small = "./_content/Plotly.Blazor/plotly-basic-3.7.0.min.js";

    public const string Interop = "./_content/Plotly.Blazor/plotly-interop-7.2.0.js";

    public bool IsWhole { get; private set; }

    /// <summary>Said before the first chart that needs it is rendered.</summary>
    public void NeedWhole() => IsWhole = true;
}
