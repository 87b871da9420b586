using System.Globalization;
using System.Text.Json.Nodes;

namespace TubeDetr.Training.Tests;

/// <summary>Makes a folder in the format of VidSTG of synthetic clips; every second sentence is a question. Its <c>dataset.json</c> names the same clips in both formats.</summary>
public static class VidStgFolder
{
    /// <param name="folder">To be filled.</param>
    /// <param name="clips">Folder of the synthetic clips.</param>
    /// <param name="parts">Which HC-STVG annotations become which of VidSTG.</param>
    public static void Write(string folder, string clips, params (string HcStvg, string VidStg)[] parts)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(clips, "dataset.json")))!.AsObject();
        string Full(string name) => Path.GetFullPath(config[name]!.GetValue<string>(), clips);
        foreach (var (hcstvg, vidstg) in parts)
        {
            Convert(Path.Combine(Full("hcstvg_ann_path"), hcstvg), Path.Combine(folder, vidstg));
        }

        File.WriteAllText(Path.Combine(folder, "dataset.json"), new JsonObject
        {
            ["hcstvg_vid_path"] = Full("hcstvg_vid_path"),
            ["hcstvg_ann_path"] = Full("hcstvg_ann_path"),
            ["vidstg_vid_path"] = Full("hcstvg_vid_path"),
            ["vidstg_ann_path"] = folder,
            ["text_encoder_path"] = Full("text_encoder_path"),
        }.ToJsonString());
    }

    private static void Convert(string hcstvg, string vidstg)
    {
        var (videos, trajectories) = (new JsonArray(), new JsonObject());
        foreach (var video in JsonNode.Parse(File.ReadAllText(hcstvg))!.AsArray().Select(video => video!.AsObject()))
        {
            var (first, count) = (video["tube_start_frame"]!.GetValue<int>(), video["frame_count"]!.GetValue<int>());
            var boxes = new JsonObject();
            foreach (var (i, box) in video["trajectory"]!.AsArray().Index())
            {
                boxes[(first + i).ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["bbox"] = box!.DeepClone() };
            }

            var original = video["original_video_id"]!.ToString();
            trajectories[original] = new JsonObject { ["0"] = boxes };
            videos.Add(new JsonObject
            {
                ["original_video_id"] = original,
                ["frame_count"] = count,
                ["fps"] = count / 20.0,
                ["width"] = video["width"]!.DeepClone(),
                ["height"] = video["height"]!.DeepClone(),
                ["start_frame"] = 0,
                ["end_frame"] = count - 1,
                ["tube_start_frame"] = first,
                ["tube_end_frame"] = video["tube_end_frame"]!.DeepClone(),
                ["video_path"] = video["video_path"]!.DeepClone(),
                ["caption"] = video["caption"]!.DeepClone(),
                ["type"] = "adult",
                ["target_id"] = 0,
                ["video_id"] = video["video_id"]!.DeepClone(),
                ["qtype"] = videos.Count % 2 == 0 ? "declarative" : "interrogative",
            });
        }

        File.WriteAllText(vidstg, new JsonObject { ["videos"] = videos, ["trajectories"] = trajectories }.ToJsonString());
    }
}
