using System.Globalization;

namespace TubeDetr.Parity.Tests;

/// <summary>Every golden case of <c>tests/Golden</c> and of the folders in <c>TUBEDETR_GOLDEN</c>; the same code as <c>grid parity</c>.</summary>
public sealed class ParityRunTests
{
    public static TheoryData<string> Cases => [.. GoldenFolders.Cases(GoldenFolders.Roots([]))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_ComparedWithTheOriginal_IsWithinItsTolerances(string folder)
    {
        var result = ParityRun.Of(folder, TimeProvider.System);

        Assert.True(result.Passed, Describe(result));
    }

    [Fact]
    public void Case_OfUnknownKind_Fails()
    {
        var result = ParityRun.Of("/nowhere/never-seen", TimeProvider.System);

        Assert.False(result.Passed);
        Assert.Contains("No check knows cases named never-seen", result.Fault, StringComparison.Ordinal);
    }

    private static string Describe(ParityResult result) => string.Join('\n',
        result.Deviations.Where(deviation => !deviation.IsWithin)
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Quantity}: {d.Largest:g3} > {d.Tolerance:g3} at {d.Where}"))
            .Append(result.Fault ?? (result.Deviations.Count == 0 ? "nothing was compared" : "")));
}
