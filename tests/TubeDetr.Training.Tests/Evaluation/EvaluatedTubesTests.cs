using TubeDetr.Data;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class EvaluatedTubesTests
{
    private static readonly GroundTruthTube[] Tubes =
    [
        SomeTubes.Tube("1") with { FrameIds = [1, 2], EndFrame = 3, Boxes = new Dictionary<int, PixelBox> { [1] = new(0, 0, 5, 5), [2] = new(0, 0, 6, 6) } },
    ];

    [Fact]
    public void Of_VidStgWithoutStartEndHead_JudgesTheFirstFrame()
    {
        var tube = Assert.Single(EvaluatedTubes.Of("vidstg", Tubes, withMoment: false, scoreWholeTube: false));

        Assert.Equal([1], tube.FrameIds);
        Assert.Equal([1], tube.Boxes.Keys);
    }

    [Theory]
    [InlineData("vidstg", true, false)]
    [InlineData("vidstg", false, true)]
    [InlineData("hcstvg", false, false)]
    public void Of_AllOtherCases_JudgesEveryFrame(string dataset, bool withMoment, bool scoreWholeTube) =>
        Assert.Same(Tubes, EvaluatedTubes.Of(dataset, Tubes, withMoment, scoreWholeTube));
}
