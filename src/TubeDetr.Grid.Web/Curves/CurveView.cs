using System.Globalization;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>How curves are drawn; the same for all panels of a page, and written in its address: only what differs from the default.</summary>
/// <param name="Axis">Over what.</param>
/// <param name="Smoothing">Weight of the past in the moving average; 0 draws the raw values alone.</param>
/// <param name="LogY">Vertical axis by the logarithm.</param>
/// <param name="LogX">Horizontal axis by the logarithm.</param>
/// <param name="NoOutliers">The vertical axis shows the middle 96 of 100 values.</param>
/// <param name="Window">The part of the horizontal axis that is looked at; null: all of it.</param>
/// <param name="Size">How large the panels are.</param>
public sealed record CurveView(
    XAxis Axis = XAxis.Step, double Smoothing = Curves.Smoothing.Default, bool LogY = false, bool LogX = false, bool NoOutliers = false, XWindow? Window = null, PanelSize Size = PanelSize.Medium)
{
    /// <summary>Of whoever looks, for the wall clock; not in the address, which others may open.</summary>
    public ViewerZone Zone { get; init; } = ViewerZone.Utc;

    /// <param name="one">The address' value of a name.</param>
    /// <param name="axis">Name of the horizontal axis there.</param>
    public static CurveView Read(Func<string, string?> one, string axis = "x") => new(
        one(axis) switch { "epoch" => XAxis.Epoch, "time" => XAxis.Time, "wall" => XAxis.Wall, _ => XAxis.Step },
        ReadSmoothing(one("smooth")),
        one("log") is "1",
        one("logx") is "1",
        one("outliers") is "0",
        XWindow.Read(one("range")),
        one("size") switch { "small" => PanelSize.Small, "large" => PanelSize.Large, _ => PanelSize.Medium });

    /// <param name="put">Takes a name, whether it differs from the default, and its value.</param>
    /// <param name="axis">Name of the horizontal axis there.</param>
    public void Write(Action<string, bool, string> put, string axis = "x")
    {
        put(axis, Axis != XAxis.Step, Axis.ToString().ToLowerInvariant());
        put("smooth", Smoothing != Curves.Smoothing.Default, Smoothing.ToString("0.##", CultureInfo.InvariantCulture));
        put("log", LogY, "1");
        put("logx", LogX, "1");
        put("outliers", NoOutliers, "0");
        put("range", Window is not null, Window?.ToString() ?? "");
        put("size", Size != PanelSize.Medium, SizeWord);
    }

    /// <summary>The size in the address and for style sheets.</summary>
    public string SizeWord => Size.ToString().ToLowerInvariant();

    /// <summary>Pixels of a panel that is usually so high.</summary>
    public int Height(int medium) => Size switch { PanelSize.Small => medium * 2 / 3, PanelSize.Large => medium * 2, _ => medium };

    private static double ReadSmoothing(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and < 1 ? weight : Curves.Smoothing.Default;
}

/// <summary>Small: many beside each other. Large: each as wide as the page.</summary>
public enum PanelSize
{
    Medium,
    Small,
    Large,
}
