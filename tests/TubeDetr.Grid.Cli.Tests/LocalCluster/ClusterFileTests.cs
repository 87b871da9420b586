using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

public sealed class ClusterFileTests : IDisposable
{
    private static readonly ProcessStamp Myself = ProcessStamp.Of(Environment.ProcessId)!;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Find_OfALiveCluster_IsItsEndpoint()
    {
        File(Myself).Write(_scratch.Path);

        Assert.Equal(new ClusterEndpoint("127.0.0.1:1", "blobs", new Uri("http://127.0.0.1:2"), Environment.ProcessId), ClusterEndpoint.Find(_scratch.Path));
    }

    [Fact]
    public void Find_WhenALaterProcessHasTheNumberOfTheLauncher_IsNull()
    {
        File(Myself with { StartTicks = Myself.StartTicks - 1 }).Write(_scratch.Path);

        Assert.Null(ClusterEndpoint.Find(_scratch.Path));
    }

    [Fact]
    public void Find_WhileItStarts_IsNull()
    {
        (File(Myself) with { Ready = false }).Write(_scratch.Path);

        Assert.Null(ClusterEndpoint.Find(_scratch.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{ \"redis\": ")]
    public void Find_WithoutAWholeFile_IsNull(string? text)
    {
        if (text is not null)
        {
            System.IO.File.WriteAllText(_scratch["cluster.json"], text);
        }

        Assert.Null(ClusterEndpoint.Find(_scratch.Path));
    }

    [Fact]
    public void Read_OfWhatWasWritten_KeepsPortsAndChildren()
    {
        var file = File(Myself) with
        {
            Ports = new Dictionary<string, int>(StringComparer.Ordinal) { ["redis"] = 7 },
            Children = new Dictionary<string, ProcessStamp>(StringComparer.Ordinal) { ["silo-1"] = Myself },
        };
        file.Write(_scratch.Path);

        var read = ClusterFile.Read(_scratch.Path)!;

        Assert.Equal(7, read.Ports["redis"]);
        Assert.Equal(Myself, read.Children["silo-1"]);
    }

    private static ClusterFile File(ProcessStamp launcher) =>
        new() { Launcher = launcher, Ready = true, Redis = "127.0.0.1:1", Storage = "blobs", Web = new Uri("http://127.0.0.1:2") };
}
