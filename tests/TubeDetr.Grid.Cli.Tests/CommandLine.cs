using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Tests;

/// <summary>The whole command line in this process, over a cluster that the test owns.</summary>
internal sealed class CommandLine
{
    public CommandLine()
    {
        Host = new CommandHost
        {
            Out = new Screen(new StringWriter(), isTerminal: false),
            Error = new Screen(new StringWriter(), isTerminal: false),
            Connector = Grid,
            Clusters = Clusters,
            Datasets = Datasets,
            Files = _ => Files,
            Time = Time,
            Variable = name => Variables.GetValueOrDefault(name),
        };
    }

    public CollectingGrid Grid { get; } = new();

    public CollectingStarter Clusters { get; } = new();

    public CollectingDatasets Datasets { get; } = new();

    public MemoryFiles Files { get; } = new();

    public SkippingTime Time { get; } = new(Some.Noon.AddMinutes(5));

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { [ConnectionOptions.RedisVariable] = "127.0.0.1:7777", [ConnectionOptions.StorageVariable] = "UseDevelopmentStorage=true" };

    public CommandHost Host { get; }

    public string Out => Host.Out.Writer.ToString()!;

    public string Error => Host.Error.Writer.ToString()!;

    /// <summary>The lines of stdout.</summary>
    public string[] OutLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Task<ExitCode> Run(params string[] arguments) => Run(arguments, TestContext.Current.CancellationToken);

    public async Task<ExitCode> Run(string[] arguments, CancellationToken cancellationToken) => (ExitCode)await GridCommand.Run(arguments, Host, cancellationToken);
}
