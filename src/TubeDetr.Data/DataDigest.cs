using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TubeDetr.Data;

/// <summary>A name for what data sets hold, so that two experiments can be seen to have read the same.</summary>
public static class DataDigest
{
    /// <summary>
    /// SHA-256, in hexadecimal digits, over what is read of each video in order: its name and size in bytes, its sentence, its moment, the chosen frames and their boxes. Where files lie
    /// does not matter; another <c>fps</c> or <c>video_max_len</c> chooses other frames.
    /// </summary>
    public static string Of(IEnumerable<IGroundingDataset> datasets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tube in datasets.SelectMany(dataset => dataset.Tubes))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Line(tube)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Line(GroundTruthTube tube)
    {
        var line = new StringBuilder();
        void Add(params ReadOnlySpan<object?> parts)
        {
            foreach (var part in parts)
            {
                line.Append(CultureInfo.InvariantCulture, $"{part}\t");
            }
        }

        Add(tube.VideoId, Size(tube.VideoPath), tube.Width, tube.Height, tube.Fps, tube.Caption, tube.QuestionType, tube.StartFrame, tube.EndFrame);
        foreach (var frame in tube.FrameIds)
        {
            Add(frame);
            if (tube.Boxes.TryGetValue(frame, out var box))
            {
                Add(box.X0, box.Y0, box.X1, box.Y1);
            }
        }

        return line.Append('\n').ToString();
    }

    /// <summary>A video that is missing is told of when it is loaded.</summary>
    private static long Size(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
