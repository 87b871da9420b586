namespace TubeDetr.Grid.Web.Curves;

/// <summary>How curves are drawn; the same for all panels of a page.</summary>
public sealed record CurveView(XAxis Axis = XAxis.Step, double Smoothing = Curves.Smoothing.Default, bool LogY = false);
