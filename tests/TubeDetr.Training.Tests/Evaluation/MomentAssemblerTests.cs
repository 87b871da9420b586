using System.Text.Json;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Tests.Golden;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class MomentAssemblerTests
{
    public static TheoryData<string> Cases => GoldenCase.Names("postprocess");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Assemble_LogitsOfTheOriginal_GivesItsMoments(string name)
    {
        foreach (var stvg in GoldenCase.Named(name).Json.GetProperty("stvg").EnumerateArray())
        {
            var moments = Assemble(stvg, maskPadding: false);
            var expected = stvg.GetProperty("pred_steds").EnumerateArray().Select(moment => (moment[0].GetDouble(), moment[1].GetDouble()));
            Assert.Equal(expected, moments.Select(moment => (moment.Start, moment.End)));
        }
    }

    [Fact]
    public void Assemble_MaskedPadding_NeverChoosesIt()
    {
        var stvg = GoldenCase.Named("postprocess").Json.GetProperty("stvg")[1];
        var second = Assemble(stvg, maskPadding: true)[1];
        Assert.InRange(second.Start, 100, 118);
        Assert.InRange(second.End, 107, 125);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToPixels_BoxesOfTheOriginal_GivesItsCorners(string name)
    {
        var boxes = GoldenCase.Named(name).Json.GetProperty("boxes");
        for (var i = 0; i < boxes.GetProperty("boxes_xyxy").GetArrayLength(); i++)
        {
            var size = boxes.GetProperty("orig_size_h_w")[i];
            var box = BoxScaler.ToPixels(Floats(boxes.GetProperty("pred_boxes_cxcywh")[i]), (size[0].GetInt32(), size[1].GetInt32()));
            var expected = Floats(boxes.GetProperty("boxes_xyxy")[i]);
            Assert.Equal(expected, new[] { (float)box.X0, (float)box.Y0, (float)box.X1, (float)box.Y1 });
        }
    }

    private static IReadOnlyList<(string VideoId, double Start, double End)> Assemble(JsonElement stvg, bool maskPadding) => MomentAssembler.Assemble(
        [.. stvg.GetProperty("pred_sted").EnumerateArray().Select(clip => clip.EnumerateArray().SelectMany(Floats).ToArray())],
        [.. stvg.GetProperty("durations").EnumerateArray().Select(duration => duration.GetInt32())],
        [.. stvg.GetProperty("video_ids").EnumerateArray().Select(id => id.ToString())],
        [.. stvg.GetProperty("frames_id").EnumerateArray().Select(frames => (IReadOnlyList<int>)[.. frames.EnumerateArray().Select(frame => frame.GetInt32())])],
        maskPadding);

    private static float[] Floats(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];
}
