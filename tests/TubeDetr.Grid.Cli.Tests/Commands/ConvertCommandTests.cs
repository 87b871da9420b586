using System.Text.Json;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class ConvertCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tubedetr-convert-");
    private readonly CommandLine _line = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Convert_PyTorchToSafetensorsAndBack_SaysWhatItWrote()
    {
        var (there, back) = (Path("there.safetensors"), Path("back.pth"));

        Assert.Equal(ExitCode.Ok, await _line.Run("convert", Golden("special.pth"), there));
        Assert.Equal(ExitCode.Ok, await _line.Run("convert", there, back, "--json"));

        Assert.StartsWith($"{there}: safetensors with all of a PyTorch file, 17 tensors, ", _line.OutLines[0], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_line.OutLines[^1]);
        Assert.Equal("converted", json.RootElement.GetProperty("from_kind").GetString());
        Assert.Equal("pytorch", json.RootElement.GetProperty("to_kind").GetString());
        Assert.Equal(17, json.RootElement.GetProperty("tensors").GetInt32());
        Assert.True(File.Exists(back));
    }

    [Fact]
    public async Task Convert_FileIsThere_IsReplacedOnlyWithForce()
    {
        var to = Path("there.safetensors");
        await File.WriteAllTextAsync(to, "mine", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.BadInput, await _line.Run("convert", Golden("small.pth"), to));
        Assert.Equal("mine", await File.ReadAllTextAsync(to, TestContext.Current.CancellationToken));
        Assert.Contains("--force", _line.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, await _line.Run("convert", Golden("small.pth"), to, "--force"));

        Assert.NotEqual("mine", await File.ReadAllTextAsync(to, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Convert_HostileFile_IsRefusedAndLeavesNothing()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("convert", Golden("../checkpoints-bad/evil-zip.pth"), Path("there.safetensors")));

        Assert.Contains("wants to run posix.system", _line.Error, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Convert_UnknownEnding_IsRefused()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("convert", Golden("small.pth"), Path("there.zip")));
        Assert.Contains("the ending says what to write", _line.Error, StringComparison.Ordinal);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private static string Golden(string name) => System.IO.Path.Combine(TubeDetr.Parity.GoldenFolders.Roots([])[0], "checkpoints", name);
}
