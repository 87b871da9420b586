using System.Collections.Immutable;
using System.CommandLine;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>
/// Every training option as a flag with the original script's spelling: <c>--lr 1e-4</c>, <c>--combine_datasets hcstvg vidstg</c>, <c>--ema</c>,
/// <c>--no_fast</c>, <c>--start-epoch 3</c>. Values are read by <see cref="TrainingOptions.Parse"/> alone, so that its sentences are the only ones.
/// </summary>
internal sealed class OptionFlags
{
    /// <summary>What the original spells with a dash.</summary>
    private static readonly ImmutableHashSet<string> Dashed = ["output_dir", "start_epoch", "world_size", "dist_url"];

    private readonly ImmutableArray<(OptionDefinition Definition, Option Flag, bool Negated)> _flags;

    /// <param name="except">Names of options that the command has itself.</param>
    public OptionFlags(params ImmutableHashSet<string> except) => _flags =
    [
        .. OptionTable.All.Where(definition => !except.Contains(definition.Name)).SelectMany(FlagsOf),
    ];

    /// <summary>Adds them to a command; the command's help shows them by heading (<see cref="OptionHelp"/>).</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, flag, _) in _flags)
        {
            command.Options.Add(flag);
        }

        // So that a misspelt name gets the option table's answer, with its suggestion.
        command.TreatUnmatchedTokensAsErrors = false;
    }

    /// <summary>The options as given; everything that is wrong with them otherwise.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">What holds where nothing is given; null for the defaults.</param>
    public OptionParse Read(ParseResult parsed, TrainingOptions? start = null)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var (definition, flag, negated) in _flags)
        {
            if (parsed.GetResult(flag) is { Implicit: false } result)
            {
                var name = negated ? definition.NegativeFlag! : definition.Name;
                values.Add(new(name, TextOf(result, definition)));
            }
        }

        values.AddRange(UnknownNames(parsed.UnmatchedTokens).Select(name => new KeyValuePair<string, string>(name, "")));
        return (start ?? new()).With(values);
    }

    public static string Spell(string name) => "--" + (Dashed.Contains(name) ? name.Replace('_', '-') : name);

    /// <summary>What stands after an unknown option is taken for its value, and not complained of as well.</summary>
    private static IEnumerable<string> UnknownNames(IReadOnlyList<string> tokens) => tokens
        .Where((token, i) => IsOption(token) || i == 0 || !IsOption(tokens[i - 1]))
        .Select(token => token.Split('=', 2)[0]);

    private static bool IsOption(string token) => token.StartsWith("--", StringComparison.Ordinal);

    private static string TextOf(System.CommandLine.Parsing.OptionResult result, OptionDefinition definition) =>
        definition.Type == OptionType.Boolean && result.Tokens.Count == 0
            ? "true"
            : string.Join(',', result.Tokens.Select(token => token.Value));

    private static IEnumerable<(OptionDefinition, Option, bool)> FlagsOf(OptionDefinition definition)
    {
        yield return (definition, NewFlag(Spell(definition.Name), definition), false);
        if (definition.NegativeFlag is { } negative)
        {
            yield return (definition, NewFlag(Spell(negative), definition), true);
        }
    }

    private static Option NewFlag(string name, OptionDefinition definition) => definition.Type switch
    {
        OptionType.TextList => new Option<string[]>(name) { Description = definition.Help, Hidden = true, AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore },
        OptionType.Boolean => new Option<string>(name) { Description = definition.Help, Hidden = true, Arity = ArgumentArity.ZeroOrOne },
        _ => new Option<string>(name) { Description = definition.Help, Hidden = true, Arity = ArgumentArity.ExactlyOne },
    };
}
