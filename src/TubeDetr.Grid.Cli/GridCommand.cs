using System.CommandLine;
using TubeDetr.Grid.Cli.Commands;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli;

/// <summary>The whole command line: parses, runs, and turns what went wrong into sentences and exit codes.</summary>
public static class GridCommand
{
    public static RootCommand Build(CommandHost host)
    {
        var root = new RootCommand("Trains TubeDETR (spatio-temporal video grounding) on a grid of silos and compares the sweeps.\n\n"
            + "Exit codes: 0 done · 1 tried and failed · 2 wrong input · 3 no cluster answers · 130 interrupted.")
        {
            DemoCommand.Build(host),
            UpCommand.Build(host),
            SweepCommands.Build(host),
            ExperimentCommands.Build(host),
            CheckpointCommands.Build(host),
            ConvertCommand.Build(host),
            DataCommands.Build(host),
            OptionsCommand.Build(host),
            GroundCommand.Build(host),
            ParityCommand.Build(host),
            BenchCommand.Build(host),
            ChaosCommand.Build(host),
            TrainCommand.Build(host),
            EvaluateCommand.Build(host),
            SiloCommands.Build(host),
        };
        HelpText.Install(root);
        return root;
    }

    public static async Task<int> Run(IReadOnlyList<string> arguments, CommandHost host, CancellationToken cancellationToken)
    {
        var parsed = Build(host).Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            return (int)Refuse(parsed, host);
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = host.Out.Writer,
                Error = host.Error.Writer,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception failure)
        {
            return (int)Faults.Explain(failure, host, cancellationToken);
        }
    }

    private static ExitCode Refuse(ParseResult parsed, CommandHost host)
    {
        foreach (var error in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
        {
            host.Error.Line(error);
        }

        host.Error.Line($"`{CommandPath(parsed)} --help` shows what is possible.");
        return ExitCode.BadInput;
    }

    private static string CommandPath(ParseResult parsed) =>
        string.Join(' ', Ancestry(parsed.CommandResult).Reverse().Prepend("grid"));

    private static IEnumerable<string> Ancestry(System.CommandLine.Parsing.CommandResult result)
    {
        for (var current = result; current?.Command is { } command and not RootCommand; current = current.Parent as System.CommandLine.Parsing.CommandResult)
        {
            yield return command.Name;
        }
    }
}
