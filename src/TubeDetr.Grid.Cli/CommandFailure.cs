namespace TubeDetr.Grid.Cli;

/// <summary>Ends a command with sentences for people (one a line) and an exit code; never shown with a stack trace.</summary>
public sealed class CommandFailure : Exception
{
    public CommandFailure(ExitCode exitCode, params IReadOnlyList<string> lines)
        : base(string.Join(Environment.NewLine, lines))
    {
        ExitCode = exitCode;
        Lines = lines;
    }

    public ExitCode ExitCode { get; }

    public IReadOnlyList<string> Lines { get; }

    public static CommandFailure BadInput(params IReadOnlyList<string> lines) => new(ExitCode.BadInput, lines);

    public static CommandFailure Unreachable(string line) => new(ExitCode.Unreachable, line);

    public static CommandFailure Failed(params IReadOnlyList<string> lines) => new(ExitCode.Failure, lines);
}
