using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace TubeDetr.Grid.Cli.Tests.Commands;

[Collection(OneTraining.AtATime)]
public sealed class ParityCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tubedetr-parity-");
    private readonly CommandLine _line = new();

    [Fact]
    public async Task Parity_OneGoodCase_PrintsItsQuantitiesAndTheSum()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("parity", Golden("box-ops")));

        Assert.StartsWith("ok     box-ops  iou 0/1e-6 · ", _line.OutLines[0], StringComparison.Ordinal);
        Assert.Equal("1 passed, 0 failed", _line.OutLines[^1]);
    }

    [Fact]
    public async Task Parity_CaseOfUnknownKind_FailsWithTheReason()
    {
        var unknown = Directory.CreateDirectory(Path.Combine(_folder.FullName, "never-seen")).FullName;
        await File.WriteAllTextAsync(Path.Combine(unknown, "case.json"), "{}", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failure, await _line.Run("parity", unknown, Golden("box-ops")));

        Assert.StartsWith("FAILED never-seen", _line.OutLines[0], StringComparison.Ordinal);
        Assert.Contains("No check knows cases named never-seen", _line.OutLines[1], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed", _line.OutLines[^1]);
    }

    [Fact]
    public async Task Parity_Json_IsOneLineWithEveryQuantity()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("parity", Golden("box-ops"), "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        var only = json.RootElement.GetProperty("cases")[0];
        Assert.True(only.GetProperty("passed").GetBoolean());
        Assert.Contains(only.GetProperty("deviations").EnumerateArray(), deviation => deviation.GetProperty("quantity").GetString() is "giou");
        Assert.Equal(1, json.RootElement.GetProperty("passed").GetInt32());
        Assert.Contains("1 passed, 0 failed", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parity_FolderThatIsMissingOrEmpty_IsRefused()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("parity", Path.Combine(_folder.FullName, "nothing")));
        Assert.Equal(ExitCode.BadInput, await _line.Run("parity", _folder.FullName));
        Assert.Contains("There is no folder", _line.Error, StringComparison.Ordinal);
        Assert.Contains("holds no golden case", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parity_WithoutFolders_LeavesTheChoiceToTheProgram()
    {
        var folders = GridCommand.Build(_line.Host).Parse(["parity"]).CommandResult.Children.OfType<ArgumentResult>().Single();

        Assert.Empty(folders.GetRequiredValue((Argument<string[]>)folders.Argument));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Golden(string name) => Path.Combine(TubeDetr.Parity.GoldenFolders.Roots([])[0], name);
}
