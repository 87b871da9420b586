using System.Text.Json;
using TubeDetr.Data;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class DataCommandsTests : IDisposable
{
    private readonly CommandLine _line = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Synthesize_Options_ReachTheMaker()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("data", "synth", "--out", "/tmp/s", "--clips", "40", "--seed", "7", "--distractors", "2", "--json"));

        var request = Assert.Single(_line.Datasets.Asked);
        Assert.Equal(("/tmp/s", 40, 7, 2, false), (request.Folder, request.Clips, request.Seed, request.Distractors, request.TakesWhatIsThere));
        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        Assert.Equal("/tmp/s/dataset.json", json.RootElement.GetProperty("dataset_config").GetString());
    }

    [Fact]
    public async Task Prepare_HcStvgFolder_WritesAConfigurationThatLoads()
    {
        var raw = Golden("preproc-hcstvg", "raw");

        Assert.Equal(ExitCode.Ok, await _line.Run("data", "prepare", "hcstvg", "--raw", raw, "--out", _folder.FullName, "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        var config = DatasetConfig.Load(json.RootElement.GetProperty("dataset_config").GetString()!);
        Assert.Equal(raw, config.HcstvgVidPath);
        Assert.True(File.Exists(Path.Combine(config.HcstvgAnnPath!, "train_proc.json")));
        Assert.True(File.Exists(Path.Combine(config.TextEncoderPath!, "vocab.json")));
    }

    [Fact]
    public async Task Prepare_SecondVersion_ReadsAndWritesItsOwnFiles()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("data", "prepare", "hcstvgv2", "--raw", Golden("preproc-hcstvgv2", "raw"), "--out", _folder.FullName));

        Assert.Contains(Path.Combine(_folder.FullName, "valv2_proc.json"), _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_VidStgFolder_WritesAConfigurationThatLoads()
    {
        var raw = Golden("preproc-vidstg", "raw");

        Assert.Equal(ExitCode.Ok, await _line.Run("data", "prepare", "vidstg", "--raw", Path.Combine(raw, "ann"), "--vidor", Path.Combine(raw, "vidor"), "--videos", "/videos", "--out", _folder.FullName, "--json"));

        using var json = JsonDocument.Parse(Assert.Single(_line.OutLines));
        var config = DatasetConfig.Load(json.RootElement.GetProperty("dataset_config").GetString()!);
        Assert.Equal(["vidstg"], config.CombineDatasets!);
        Assert.Equal("/videos", config.VidstgVidPath);
        Assert.True(File.Exists(Path.Combine(config.VidstgAnnPath!, "val.json")));
        Assert.Equal(5, json.RootElement.GetProperty("files").GetArrayLength());
    }

    [Fact]
    public async Task Prepare_VidStgWithoutVidOr_SaysWhereItLooked()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("data", "prepare", "vidstg", "--raw", Golden("preproc-vidstg", "raw", "ann"), "--out", _folder.FullName));
        Assert.Contains("--vidor", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_MissingFolder_SaysWhich()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("data", "prepare", "hcstvg", "--raw", Path.Combine(_folder.FullName, "nowhere")));
        Assert.Contains("nowhere", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_TextEncoderWithoutConfig_IsRefused()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("data", "prepare", "hcstvg", "--raw", Golden("preproc-hcstvg", "raw"), "--out", _folder.FullName, "--text-encoder", _folder.FullName));
        Assert.Contains("config.json", _line.Error, StringComparison.Ordinal);
    }

    private static string Golden(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var golden = Path.Combine(folder.FullName, "tests", "Golden");
            if (Directory.Exists(golden))
            {
                return Path.Combine([golden, .. path]);
            }
        }

        throw new DirectoryNotFoundException("tests/Golden");
    }
}
