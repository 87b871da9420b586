using TubeDetr.Grid.Cli.Parity;
using TubeDetr.Parity;

namespace TubeDetr.Grid.Cli.Tests.Parity;

public sealed class ParityLinesTests
{
    [Fact]
    public void Of_CaseBeyondATolerance_NamesTheQuantityAndThePlace()
    {
        var result = new ParityResult("/x/fwd-one", [new("boxes", 2.5e-4, 1e-4, "out.pred_boxes", 8), new("masks", 3, 0, "cache.mask", 8), new("text", 0, 2e-5, "words", 8)], null, 1);
        Assert.Equal(
            [
                "FAILED fwd-one   boxes 2.5e-4/1e-4 · masks DIFFERS · text 0/2e-5",
                "       boxes: 2.5e-4 is more than 1e-4 at out.pred_boxes",
                "       masks: 3 of 8 differ at cache.mask",
            ],
            ParityLines.Of(result, 8));
    }

    [Fact]
    public void Of_CaseThatComparedNothing_SaysSo() =>
        Assert.Equal(["FAILED empty", "       nothing was compared"], ParityLines.Of(new ParityResult("/x/empty", [], null, 0), 5));

    [Fact]
    public void Of_Fault_IsGivenInFull() =>
        Assert.Equal(["FAILED broken", "       Bang: it broke", "          at Here"], ParityLines.Of(new ParityResult("/x/broken", [], "Bang: it broke\n   at Here", 0), 6));
}
