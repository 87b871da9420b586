using System.CommandLine;
using TubeDetr.Grid.Cli.Commands;

namespace TubeDetr.Grid.Cli.Tests;

public sealed class GridCommandTests
{
    private readonly CommandLine _line = new();

    public static TheoryData<string> EveryCommand()
    {
        var data = new TheoryData<string>();
        foreach (var path in PathsOf(GridCommand.Build(new CommandLine().Host), ""))
        {
            data.Add(path);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public async Task Help_OfEveryCommand_ShowsUsageAndAnExample(string path)
    {
        Assert.Equal(ExitCode.Ok, await _line.Run([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));

        Assert.Contains("Usage:", _line.Out, StringComparison.Ordinal);
        Assert.Contains($"  ./grid {path}", _line.Out, StringComparison.Ordinal);
        Assert.Empty(_line.Error);
    }

    [Fact]
    public async Task Run_NoArguments_ShowsHelp()
    {
        Assert.Equal(ExitCode.Ok, await _line.Run());
        Assert.Contains("demo", _line.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep crate", "'crate'")]
    [InlineData("sweep show", "'show'")]
    [InlineData("up --silos 0", "--silos 0: this is no whole number from 1 to 64.")]
    [InlineData("up --silos two", "--silos two: this is no whole number from 1 to 64.")]
    [InlineData("up --port 70000", "--port 70000: ")]
    [InlineData("demo --clips 3", "--clips 3: ")]
    [InlineData("checkpoint pull s-01", "-o")]
    [InlineData("checkpoint pull s-01 -o x --best --last", "exclude each other")]
    public async Task Run_WrongCommandLine_ExitsAsBadInputAndNamesIt(string arguments, string named)
    {
        Assert.Equal(ExitCode.BadInput, await _line.Run(arguments.Split(' ')));

        Assert.Contains(named, _line.Error, StringComparison.Ordinal);
        Assert.Contains("--help` shows what is possible.", _line.Error, StringComparison.Ordinal);
        Assert.Empty(_line.Out);
    }

    [Fact]
    public async Task Run_Unreachable_ExitsWithThree()
    {
        _line.Grid.FailsToConnect = CommandFailure.Unreachable("Nobody is there.");

        Assert.Equal(3, (int)await _line.Run("silo", "ls"));
        Assert.Equal("Nobody is there.\n", _line.Error);
    }

    [Fact]
    public async Task Run_Interrupted_ExitsWith130()
    {
        using var source = new CancellationTokenSource();
        _line.Grid.Sweeps.Add(Some.Sweep());
        _line.Clusters.OnStart = async (_, cancellationToken) =>
        {
            await source.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        };

        Assert.Equal(130, (int)await _line.Run(["demo"], source.Token));
    }

    [Fact]
    public async Task Run_Fault_KeepsTheTraceInAFileAndNamesIt()
    {
        _line.Grid.FailsToConnect = new InvalidOperationException("the impossible");

        Assert.Equal(ExitCode.Failure, await _line.Run("silo", "ls"));

        Assert.Contains("the impossible", _line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _line.Error, StringComparison.Ordinal);
        var file = _line.Error.Split('\n').Single(l => l.StartsWith("Details are in ", StringComparison.Ordinal))["Details are in ".Length..];
        Assert.Contains("InvalidOperationException", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        File.Delete(file);
    }

    private static IEnumerable<string> PathsOf(Command command, string path)
    {
        foreach (var child in command.Subcommands)
        {
            var childPath = $"{path} {child.Name}".Trim();
            if (child is Verb)
            {
                yield return childPath;
            }

            foreach (var deeper in PathsOf(child, childPath))
            {
                yield return deeper;
            }
        }
    }
}
