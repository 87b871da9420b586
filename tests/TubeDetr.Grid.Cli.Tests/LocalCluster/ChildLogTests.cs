using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

public sealed class ChildLogTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Write_BeyondTheLimit_TurnsTheFileOver()
    {
        using (var log = new ChildLog(_scratch["a.log"], limit: 10))
        {
            log.Write("0123456789");
            log.Write("next");
        }

        Assert.Equal("0123456789\n", File.ReadAllText(_scratch["a.1.log"]));
        Assert.Equal("next\n", File.ReadAllText(_scratch["a.log"]));
    }

    [Fact]
    public void Write_ToAnExistingFile_Appends()
    {
        foreach (var line in (string[])["one", "two"])
        {
            using var log = new ChildLog(_scratch["a.log"]);
            log.Write(line);
        }

        Assert.Equal("one\ntwo\n", File.ReadAllText(_scratch["a.log"]));
    }

    [Fact]
    public void Tail_AfterManyLines_HoldsTheLast()
    {
        using var log = new ChildLog(_scratch["a.log"]);
        log.Begin("headline");
        foreach (var number in Enumerable.Range(1, 100))
        {
            log.Write($"{number}");
        }

        Assert.Equal(ChildLog.TailLines, log.Tail.Count);
        Assert.Equal("100", log.Tail[^1]);
    }
}
