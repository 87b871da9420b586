using MudBlazor;

namespace TubeDetr.Grid.Web.Components.Layout;

/// <summary>The theme: quiet greys, one accent, the fonts of the system.</summary>
public static class Look
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "DejaVu Sans", "Liberation Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5f99",
            Background = "#ffffff",
            Surface = "#ffffff",
            TextPrimary = "#1c2126",
            TextSecondary = "#525b64",
            Divider = "#dde1e5",
            TableLines = "#e6e9ec",
            LinesDefault = "#dde1e5",
            ActionDefault = "#525b64",
            TableHover = "#f1f4f7",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7db8ec",
            Background = "#15191d",
            Surface = "#1b2025",
            TextPrimary = "#e4e8ec",
            TextSecondary = "#a4aeb8",
            Divider = "#323a42",
            TableLines = "#2a3138",
            LinesDefault = "#323a42",
            ActionDefault = "#a4aeb8",
            TableHover = "#232a31",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.84rem", LineHeight = "1.45" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.84rem" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.84rem" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "0.82rem", TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
    };
}
