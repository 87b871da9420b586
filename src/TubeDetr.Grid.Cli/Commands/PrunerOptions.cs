using System.CommandLine;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The keys of the YAML's <c>early_terminate</c> as options.</summary>
internal sealed class PrunerOptions
{
    private readonly Option<string> _type = new("--early-terminate") { Description = "The pruner.", HelpName = "asha|median|hyperband|none", Required = true };
    private readonly Option<int?> _minIter = CommandShape.Number("--min-iter", "N", "Epochs of the first rung or band; for median, epochs before which nobody is ended. [default: 1]", 1);
    private readonly Option<int?> _maxIter = CommandShape.Number("--max-iter", "N", "hyperband: epochs from which --s bands are counted down; asha: no rung from there on.", 1);
    private readonly Option<double?> _eta = CommandShape.Real("--eta", "X", "asha, hyperband: one of so many goes on. [default: 3]", 1.1, 1000);
    private readonly Option<int?> _s = CommandShape.Number("--s", "N", "hyperband: how many bands below --max-iter; asha: how many brackets.", 1, 100);
    private readonly Option<bool> _strict = new("--strict") { Description = "hyperband: judge by the value at the band, not by the best so far." };
    private readonly Option<int?> _startup = CommandShape.Number("--n-startup", "N", "median: how many others must have come as far. [default: 5]", 1);

    public PrunerOptions() => _type.AcceptOnlyFromAmong([.. Enum.GetValues<PrunerKind>().Select(Word)]);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_type, _minIter, _maxIter, _eta, _s, _strict, _startup])
        {
            command.Options.Add(option);
        }
    }

    public PrunerSettings Read(ParseResult parsed)
    {
        var settings = new PrunerSettings
        {
            Kind = Enum.GetValues<PrunerKind>().First(kind => string.Equals(Word(kind), parsed.GetRequiredValue(_type), StringComparison.Ordinal)),
            MinIter = parsed.GetValue(_minIter),
            MaxIter = parsed.GetValue(_maxIter),
            Eta = parsed.GetValue(_eta),
            S = parsed.GetValue(_s),
            Strict = parsed.GetValue(_strict) ? true : null,
            Startup = parsed.GetValue(_startup),
        };
        var faults = Pruner.Faults(settings);
        return faults.IsEmpty ? settings : throw CommandFailure.BadInput([.. faults.Select(fault => $"--early-terminate {Word(settings.Kind)}: {fault.Message}.")]);
    }

    public static string Word(PrunerKind kind) => kind.ToString().ToLowerInvariant();
}
