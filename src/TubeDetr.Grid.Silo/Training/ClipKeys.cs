using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TubeDetr.Data;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>Names of clips that are the same in every experiment and on every machine.</summary>
internal static class ClipKeys
{
    /// <summary>Of a clip with its sentence and its truth: 16 hexadecimal digits. Clips of two data sets may have the same id, and the same clip may be seen at different rates.</summary>
    public static string Of(GroundTruthTube tube) => Hash(
        string.Create(CultureInfo.InvariantCulture, $"{tube.VideoId}\n{tube.OriginalVideoId}\n{tube.Caption}\n{tube.Width} {tube.Height} {tube.StartFrame} {tube.EndFrame}"), 8);

    /// <summary>Of a clip's pictures: also of the length of its file, and of the frames that are shown. 32 hexadecimal digits.</summary>
    public static string OfStrip(GroundTruthTube tube)
    {
        var file = new FileInfo(tube.VideoPath);
        return Hash($"{tube.OriginalVideoId}\n{Path.GetFileName(tube.VideoPath)} {(file.Exists ? file.Length : 0)}\n{tube.Width} {tube.Height}\n{string.Join(' ', tube.FrameIds)}", 16);
    }

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
