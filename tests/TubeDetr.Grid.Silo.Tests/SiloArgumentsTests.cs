using TubeDetr.Grid.Silo.Simulation;

namespace TubeDetr.Grid.Silo.Tests;

public sealed class SiloArgumentsTests
{
    private static readonly string[] Least = ["--cluster-redis", "10.0.0.5:6379", "--storage", "UseDevelopmentStorage=true"];

    [Fact]
    public void Read_Least_HasDefaults()
    {
        var (arguments, errors) = Read(Least);

        Assert.Empty(errors);
        Assert.Equal(("10.0.0.5:6379", "127.0.0.1", "auto", "tubedetr", "grid"), (arguments!.ClusterRedis, arguments.Host, arguments.Device, arguments.ServiceId, arguments.ClusterId));
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var (arguments, _) = Read(
            [.. Least, "--name", "silo-7", "--silo-port=12000", "--gateway-port", "13000", "--device", "cuda:3", "--threads", "5", "--frame-cache", "/frames", "--frame-cache-mb", "77", "--labels", "a100,lab-2"]);

        Assert.Equal(("silo-7", 12000, 13000, "cuda:3", 5, "/frames", 77), (
            arguments!.Name, arguments.SiloPort, arguments.GatewayPort, arguments.Device, arguments.Threads, arguments.FrameCache, arguments.FrameCacheMb));
        Assert.Equal(["a100", "lab-2"], arguments.Labels);
    }

    [Fact]
    public void Read_SimulatedRunner_HasItsOptionsAndManySlots()
    {
        var arguments = Read([.. Least, "--runner", "simulated:steps=7,ms=0,crash=13", "--slots", "3", "--labels", "a"]).Arguments!;

        Assert.Equal((7, 0, 13L), (arguments.Simulation!.Steps, arguments.Simulation.Milliseconds, arguments.Simulation.Crash));
        Assert.Equal(["0 cpu", "1 cpu", "2 cpu"], SimulationOptions.Slots(arguments).Select(slot => $"{slot.Name} {slot.Device}"));
        Assert.Equal(10, Read([.. Least, "--runner", "simulated"]).Arguments!.Simulation!.Steps);
    }

    [Theory]
    [InlineData("--runner", "simulated:steps=0", "--runner must be torch, simulated, or such as")]
    [InlineData("--runner", "cuda", "--runner must be torch, simulated, or such as")]
    [InlineData("--slots", "2", "--slots: a process that trains has one slot")]
    public void Read_RunnerOrSlotsThatCannotBe_IsRefused(string option, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Single(Read([.. Least, option, value]).Errors), StringComparison.Ordinal);

    [Fact]
    public void Read_LabelWithABlank_IsRefused() =>
        Assert.Equal("--labels must be words of letters, digits, - _ and . with commas between them; lab 2 is none", Assert.Single(Read([.. Least, "--labels", "a100,lab 2"]).Errors));

    [Fact]
    public void Read_Environment_FillsWhatTheCommandLineLeavesOut()
    {
        var (arguments, _) = SiloArguments.Read(
            ["--cluster-redis", "a:1"],
            name => name switch { "TUBEDETR_CLUSTER_REDIS" => "b:2", "TUBEDETR_STORAGE" => "c", "TUBEDETR_FRAME_CACHE_MB" => "9", _ => null });

        Assert.Equal(("a:1", "c", 9), (arguments!.ClusterRedis, arguments.Storage, arguments.FrameCacheMb));
    }

    [Fact]
    public void Read_ManyErrors_AllComeAtOnce()
    {
        var (arguments, errors) = Read(["--storag", "x", "--device", "gpu", "--silo-port", "70000", "--threads", "-1", "--data-root", "/no/such/folder", "--name"]);

        Assert.Null(arguments);
        Assert.Contains("--name needs a value", errors);
        Assert.Contains("--device must be auto, cpu, cuda:N or none, not gpu", errors);
        Assert.Contains("--silo-port must be an integer from 1 to 65535, not 70000", errors);
        Assert.Contains("--threads must be an integer from 0 to 1024, not -1", errors);
        Assert.Contains("--data-root: there is no folder /no/such/folder", errors);
        Assert.Contains(errors, error => error.StartsWith("--cluster-redis is missing", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("--storage is missing", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("there is no option --storag;", StringComparison.Ordinal));
        Assert.Equal(8, errors.Length);
    }

    [Fact]
    public void Read_SamePortTwice_IsRefused() =>
        Assert.Equal("--silo-port and --gateway-port must differ; both are 12000", Assert.Single(Read([.. Least, "--silo-port", "12000", "--gateway-port", "12000"]).Errors));

    private static (SiloArguments? Arguments, System.Collections.Immutable.ImmutableArray<string> Errors) Read(string[] args) => SiloArguments.Read(args, _ => null);
}
