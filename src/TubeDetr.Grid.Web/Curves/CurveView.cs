namespace TubeDetr.Grid.Web.Curves;

/// <summary>How curves are drawn; the same for all panels of a page.</summary>
/// <param name="Axis">Over what.</param>
/// <param name="Smoothing">Weight of the past in the moving average; 0 draws the raw values alone.</param>
/// <param name="LogY">Vertical axis by the logarithm.</param>
/// <param name="LogX">Horizontal axis by the logarithm.</param>
/// <param name="NoOutliers">The vertical axis shows the middle 96 of 100 values.</param>
public sealed record CurveView(XAxis Axis = XAxis.Step, double Smoothing = Curves.Smoothing.Default, bool LogY = false, bool LogX = false, bool NoOutliers = false);
