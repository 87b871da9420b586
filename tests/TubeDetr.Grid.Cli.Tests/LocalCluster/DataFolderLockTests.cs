using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Take_OfAFolderInUse_IsRefusedWithTheRemedy()
    {
        using var held = DataFolderLock.Take(_scratch.Path);

        var fault = Assert.Throws<LocalClusterException>(() => DataFolderLock.Take(_scratch.Path));

        Assert.Contains("already runs", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_WhenTheFirstHolderHasLetGo_Succeeds()
    {
        DataFolderLock.Take(_scratch.Path).Dispose();
        DataFolderLock.Take(_scratch.Path).Dispose();
    }

    [Fact]
    public void Take_WhereTheFolderCannotBeMade_SaysSo()
    {
        File.WriteAllText(_scratch["file"], "");

        var fault = Assert.Throws<LocalClusterException>(() => DataFolderLock.Take(_scratch["file/below"]));

        Assert.Contains(_scratch["file/below"], fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("already runs", fault.Message, StringComparison.Ordinal);
    }
}
