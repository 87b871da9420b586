using Plotly.Blazor;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>A chart that is drawn as a whole.</summary>
/// <param name="Data">Traces.</param>
/// <param name="Layout">Axes and margins.</param>
/// <param name="Csv">What is drawn, as CSV with every digit.</param>
public sealed record Figure(IList<ITrace> Data, PlotLayout Layout, Func<string> Csv);
