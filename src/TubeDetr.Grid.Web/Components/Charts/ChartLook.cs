using Plotly.Blazor;
using Plotly.Blazor.ConfigLib;
using Plotly.Blazor.LayoutLib;
using PlotLayout = Plotly.Blazor.Layout;

namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>What all charts share: quiet grid, the page's font, nothing that moves, no mode bar until hover.</summary>
public static class ChartLook
{
    public const string FontFamily = "system-ui, -apple-system, Segoe UI, Noto Sans, DejaVu Sans, Liberation Sans, sans-serif";

    public static string Ink(bool dark) => dark ? "#c3cbd3" : "#3d464e";

    public static string Grid(bool dark) => dark ? "#2c343b" : "#e8ebee";

    /// <summary>Lines of axes that carry values themselves.</summary>
    public static string Axis(bool dark) => dark ? "#6b7680" : "#98a1a9";

    /// <summary>What lies behind everything.</summary>
    public static string Paper(bool dark) => dark ? "#15191d" : "#ffffff";

    /// <summary>A part of an axis that was chosen.</summary>
    public static string Range(bool dark) => dark ? "#56b4e9" : "#0072b2";

    /// <summary>The picture that Plotly's own button saves has neither paper nor the curves on the canvas; the chart's button has both.</summary>
    public static Config Config { get; } = new()
    {
        Responsive = true,
        DisplayLogo = false,
        ShowTips = false,
        DisplayModeBar = DisplayModeBarEnum.Hover,
        ModeBarButtonsToRemove = new[] { "toImage", "select2d", "lasso2d", "autoScale2d" },
    };

    /// <summary>A layout whose <c>uirevision</c> never changes, so that zoom and selection outlive every update.</summary>
    public static PlotLayout Layout(bool dark, int height) => new()
    {
        UiRevision = "view",
        AutoSize = true,
        Height = height,
        ShowLegend = false,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Font = new Font { Family = FontFamily, Size = 12, Color = Ink(dark) },
        HoverMode = HoverModeEnum.Closest,
        HoverLabel = new HoverLabel
        {
            NameLength = -1,
            BgColor = dark ? "#232a31" : "#ffffff",
            BorderColor = Grid(dark),
            Font = new Plotly.Blazor.LayoutLib.HoverLabelLib.Font { Color = Ink(dark), Family = FontFamily, Size = 12 },
        },
        Margin = new Margin { L = 56, R = 12, T = 8, B = 40 },
    };

    public static XAxis XAxis(bool dark, string title) => new()
    {
        Title = new Plotly.Blazor.LayoutLib.XAxisLib.Title { Text = title, Standoff = 6 },
        GridColor = Grid(dark),
        LineColor = Grid(dark),
        ZeroLine = false,
        RangeMode = Plotly.Blazor.LayoutLib.XAxisLib.RangeModeEnum.ToZero,
    };

    public static YAxis YAxis(bool dark, string title, bool log) => new()
    {
        Title = new Plotly.Blazor.LayoutLib.YAxisLib.Title { Text = title, Standoff = 6 },
        GridColor = Grid(dark),
        LineColor = Grid(dark),
        ZeroLine = false,
        // The margins have room for them: looking whether each label fits takes the browser a layout of the page.
        TickLabelOverflow = Plotly.Blazor.LayoutLib.YAxisLib.TickLabelOverflowEnum.Allow,
        Type = log ? Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Log : Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum.Linear,
    };
}
