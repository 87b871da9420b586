using System.Globalization;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli;

/// <summary>Turns an exception into sentences and an exit code. The trace of a fault goes to a file, not to the person.</summary>
internal static class Faults
{
    public static ExitCode Explain(Exception failure, CommandHost host, CancellationToken cancellationToken)
    {
        switch (failure)
        {
            case CommandFailure known:
                return Say(host, known.ExitCode, known.Lines);
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                return Say(host, ExitCode.Interrupted, ["Interrupted."]);
            case LocalClusterException local:
                return Say(host, ExitCode.Failure, [local.Message]);
            case TimeoutException or Orleans.Runtime.OrleansException:
                return Say(host, ExitCode.Unreachable, [$"The cluster stopped answering: {FirstLine(failure)} `./grid silo ls` shows who is there. {Keep(failure, host)}"]);
            case IOException or UnauthorizedAccessException:
                var isFull = failure.Message.StartsWith("No space left", StringComparison.Ordinal);
                return Say(host, ExitCode.Failure, [FirstLine(failure) + (isFull ? ". Free some space and try again; whole files that were written before are kept." : "")]);
            default:
                return Say(host, ExitCode.Failure, [$"Something went wrong that should not: {FirstLine(failure)}", Keep(failure, host)]);
        }
    }

    private static ExitCode Say(CommandHost host, ExitCode code, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            host.Error.Line(line);
        }

        return code;
    }

    private static string Keep(Exception failure, CommandHost host)
    {
        var now = host.Time.GetUtcNow();
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"grid-{now:yyyyMMdd-HHmmss}-{Environment.ProcessId}.log"));
        try
        {
            File.WriteAllText(path, failure.ToString());
            return $"Details are in {path}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"Details could not be written to {path} ({FirstLine(fault)}): {failure}";
        }
    }

    private static string FirstLine(Exception failure)
    {
        var message = failure.Message.Split('\n', 2)[0].Trim();
        return message.Length == 0 ? failure.GetType().Name : message;
    }
}
