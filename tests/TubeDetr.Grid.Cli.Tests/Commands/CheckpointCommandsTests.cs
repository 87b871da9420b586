using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Commands;

public sealed class CheckpointCommandsTests : IDisposable
{
    private readonly CommandLine _line = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-cli-");

    public CheckpointCommandsTests()
    {
        var records = new[] { (1, (double?)0.1), (2, 0.3), (3, 0.2) }
            .Select(pair => Some.Checkpoint(pair.Item1, pair.Item2, Some.Bytes($"weights of epoch {pair.Item1}")))
            .ToList();
        records.ForEach(record => _line.Files.Blobs[record.Blob] = Some.Bytes($"weights of epoch {record.Epoch}"));
        _line.Grid.Experiments.Add(Some.Experiment(0, ExperimentState.Completed, 3, 0.3) with { Checkpoints = [.. records] });
    }

    private string Target => Path.Combine(_folder.FullName, "weights.ckpt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", 2)]
    [InlineData("--best", 2)]
    [InlineData("--last", 3)]
    [InlineData("--epoch 1", 1)]
    public async Task Pull_Choice_WritesThatCheckpoint(string choice, int epoch)
    {
        Assert.Equal(ExitCode.Ok, await _line.Run(["checkpoint", "pull", "s7k2q9-01", "-o", Target, .. choice.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

        Assert.Equal($"weights of epoch {epoch}", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task Pull_Minimizing_TakesTheSmallestAsBest()
    {
        _line.Grid.Experiments[0] = _line.Grid.Experiments[0] with { Objective = Some.Viou with { Maximize = false } };

        await _line.Run("checkpoint", "pull", "s7k2q9-01", "--best", "-o", Target);

        Assert.Equal("weights of epoch 1", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("weights of epoch X")]
    [InlineData("weights")]
    public async Task Pull_DamagedBytes_KeepsNothingAndTheOldFile(string arrived)
    {
        await File.WriteAllTextAsync(Target, "old", TestContext.Current.CancellationToken);
        _line.Files.Blobs["s7k2q9-01/1-2-200"] = Some.Bytes(arrived);

        Assert.Equal(ExitCode.Failure, await _line.Run("checkpoint", "pull", "s7k2q9-01", "-o", Target));

        Assert.Contains("damaged", _line.Error, StringComparison.Ordinal);
        Assert.Equal("old", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task Pull_UnknownEpoch_NamesThoseThatExist()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("checkpoint", "pull", "s7k2q9-01", "--epoch", "9", "-o", Target));
        Assert.Contains("those after 1, 2, 3", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_MissingFolder_SaysWhich()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("checkpoint", "pull", "s7k2q9-01", "-o", Path.Combine(_folder.FullName, "no", "x")));
        Assert.Contains(Path.Combine(_folder.FullName, "no"), _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithoutTerminal_PrintsWholeHashes()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("checkpoint", "ls", "s7k2q9-01"));

        Assert.Equal(4, _line.OutLines.Length);
        Assert.Contains(_line.Grid.Experiments[0].Checkpoints[0].Sha256, _line.OutLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Json_SaysWhyEachIsThere()
    {
        _line.Grid.Experiments[0] = _line.Grid.Experiments[0] with { Pinned = ["s7k2q9-01/1-1-100"] };

        await _line.Run("checkpoint", "ls", "s7k2q9-01", "--json");

        var rows = JsonDocument.Parse(Assert.Single(_line.OutLines)).RootElement.EnumerateArray();
        Assert.Equal(
            [(1, false, false, true), (2, false, true, false), (3, true, false, false)],
            rows.Select(row => (row.GetProperty("epoch").GetInt32(), row.GetProperty("last").GetBoolean(), row.GetProperty("best").GetBoolean(), row.GetProperty("pinned").GetBoolean())));
    }

    [Theory]
    [InlineData("pin", "Pin s7k2q9-01/1-1-100", "the checkpoint of epoch 1, step 100 is pinned and stays.")]
    [InlineData("unpin", "Unpin s7k2q9-01/1-1-100", "the checkpoint of epoch 1, step 100 is pinned no more.")]
    [InlineData("delete", "Delete s7k2q9-01/1-1-100", "the checkpoint of epoch 1, step 100 is deleted.")]
    public async Task Request_OneEpoch_IsAskedAndAnswered(string verb, string asked, string said)
    {
        Assert.Equal(ExitCode.Ok, await _line.Run("checkpoint", verb, "s7k2q9-01", "--epoch", "1"));

        Assert.Equal(asked, Assert.Single(_line.Grid.Asked));
        Assert.Contains(said, _line.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Pinned_FailsWithTheReason()
    {
        await _line.Run("checkpoint", "pin", "s7k2q9-01", "--last");

        Assert.Equal(ExitCode.Failure, await _line.Run("checkpoint", "delete", "s7k2q9-01", "--last"));
        Assert.Contains("It is pinned.", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_NoChoice_AsksWhichOne()
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run("checkpoint", "delete", "s7k2q9-01"));
        Assert.Contains("Which checkpoint?", _line.Error, StringComparison.Ordinal);
        Assert.Empty(_line.Grid.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gc_OneBlobThatNoExperimentNames_DeletesItUnlessItIsADryRun(bool dryRun)
    {
        _line.Files.Blobs["s7k2q9-01/1-4-400"] = Some.Bytes("left behind");
        _line.Files.Blobs["unknown-01/1-1-100"] = Some.Bytes("another cluster's");

        Assert.Equal(ExitCode.Ok, await _line.Run(["checkpoint", "gc", "--json", .. dryRun ? (string[])["--dry-run"] : []]));

        Assert.Equal(dryRun, _line.Files.Blobs.ContainsKey("s7k2q9-01/1-4-400"));
        Assert.Equal(dryRun ? 5 : 4, _line.Files.Blobs.Count);
        var answer = JsonDocument.Parse(Assert.Single(_line.OutLines)).RootElement;
        Assert.Equal(!dryRun, answer.GetProperty("deleted").GetBoolean());
        Assert.Equal(11, answer.GetProperty("bytes").GetInt64());
        Assert.Equal("s7k2q9-01/1-4-400", Assert.Single(answer.GetProperty("blobs").EnumerateArray()).GetProperty("blob").GetString());
    }
}
