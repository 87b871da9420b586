using System.Globalization;
using System.Text;
using OpenCvSharp;

namespace TubeDetr.Data.Drawing;

/// <summary>Text on pictures, in one typeface.</summary>
internal static class Lettering
{
    private const HersheyFonts Face = HersheyFonts.HersheyDuplex;
    private const int CapHeight = 22; // of the typeface at scale 1, in pixels

    /// <summary>Writes text with its baseline's left end at a point; capitals are so many pixels high.</summary>
    public static void Write(Mat image, string text, Point baseline, double height, Scalar colour)
    {
        if (text.Length > 0)
        {
            Cv2.PutText(image, Printable(text), baseline, Face, height / CapHeight, colour, 1, LineTypes.AntiAlias);
        }
    }

    /// <summary>Pixels that the text takes in a line.</summary>
    public static int Width(string text, double height) => text.Length == 0 ? 0 : Cv2.GetTextSize(Printable(text), Face, height / CapHeight, 1, out _).Width;

    /// <summary>The text, or as much of it as fits before an ellipsis.</summary>
    public static string Fit(string text, double height, int width)
    {
        if (Width(text, height) <= width)
        {
            return text;
        }

        var kept = text.Length;
        while (kept > 0 && Width(text[..kept] + "...", height) > width)
        {
            kept--;
        }

        return text[..kept].TrimEnd() + "...";
    }

    // The typeface has ASCII only: accents are dropped, dashes and quotes become plain ones.
    private static string Printable(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
        {
            plain.Append(letter switch
            {
                >= ' ' and <= '~' => letter,
                '–' or '—' => '-',
                '’' or '‘' => '\'',
                '“' or '”' => '"',
                '\t' or '\n' or '\r' => ' ',
                _ => '?',
            });
        }

        return plain.ToString();
    }
}
