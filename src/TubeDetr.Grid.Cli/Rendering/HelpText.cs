using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TubeDetr.Grid.Cli.Commands;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>Help as System.CommandLine writes it, then the examples of the command.</summary>
internal sealed class HelpText(HelpAction inner) : SynchronousCommandLineAction
{
    /// <summary>Puts it in the place of the default help of a whole command line.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpText((HelpAction)option.Action!);
        }
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // Else help promises "additional arguments" to a command that only wants to answer for misspelt ones itself.
        parseResult.CommandResult.Command.TreatUnmatchedTokensAsErrors = true;
        var result = inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples: { Count: > 0 } examples } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            verb.MoreHelp?.Invoke(output);
            output.WriteLine(examples.Count > 1 ? "Examples:" : "Example:");
            foreach (var example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        return result;
    }
}
