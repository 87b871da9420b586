using System.CommandLine;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>A command that does something, with examples for its help.</summary>
internal sealed class Verb(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Writes what its help says besides usage and options; null for nothing.</summary>
    public Action<TextWriter>? MoreHelp { get; init; }

    /// <summary>Lets it answer with an <see cref="ExitCode"/>.</summary>
    public Verb Does(Func<ParseResult, CancellationToken, Task<ExitCode>> action)
    {
        SetAction(async (parsed, cancellationToken) => (int)await action(parsed, cancellationToken));
        return this;
    }
}
