using TubeDetr.Grid.Cli.Connecting;

namespace TubeDetr.Grid.Cli.Tests.Connecting;

public sealed class ConnectionOptionsTests : IDisposable
{
    private readonly CommandLine _line = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Read_Option_WinsOverTheEnvironment()
    {
        await _line.Run("silo", "ls", "--redis", "elsewhere:1", "--storage", "S");

        var address = Assert.Single(_line.Grid.Connected);
        Assert.Equal(("elsewhere:1", "S"), (address.Redis, address.Storage));
    }

    [Fact]
    public async Task Read_NoOption_TakesTheEnvironment()
    {
        await _line.Run("silo", "ls");

        Assert.Equal("127.0.0.1:7777", Assert.Single(_line.Grid.Connected).Redis);
    }

    [Theory]
    [InlineData("--data", false)]
    [InlineData(ConnectionOptions.DataVariable, true)]
    public async Task Read_DataFolderWithoutACluster_SaysHowToStartOne(string source, bool byVariable)
    {
        _line.Variables.Clear();
        string[] arguments = byVariable ? [] : [source, _folder.FullName];
        if (byVariable)
        {
            _line.Variables[source] = _folder.FullName;
        }

        Assert.Equal(ExitCode.Unreachable, await _line.Run(["silo", "ls", .. arguments]));

        Assert.Contains(_folder.FullName, _line.Error, StringComparison.Ordinal);
        Assert.Contains(source, _line.Error, StringComparison.Ordinal);
        Assert.Contains("grid up --data", _line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RedisAlone_IsNotEnoughForBlobs()
    {
        _line.Variables.Remove(ConnectionOptions.StorageVariable);

        Assert.Equal(ExitCode.BadInput, await _line.Run("experiment", "logs", "s7k2q9-01"));
        Assert.Contains("--storage", _line.Error, StringComparison.Ordinal);
    }
}
