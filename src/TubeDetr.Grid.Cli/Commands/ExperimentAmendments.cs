using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid experiment priority|note|tag</c>.</summary>
internal static class ExperimentAmendments
{
    public static Verb Priority(CommandHost host, ConnectionOptions connection)
    {
        var priority = new Argument<int>("PRIORITY") { Description = "A whole number; a greater one gets the next free slot. Sweeps begin with theirs, or 0." };
        return Amend(
            host,
            connection,
            new Verb("priority", "Let an experiment go before others, or after them.", "./grid experiment priority s7k2q9-01 10") { priority },
            parsed => new ExperimentAmendment { Priority = parsed.GetValue(priority) });
    }

    public static Verb Note(CommandHost host, ConnectionOptions connection)
    {
        var text = new Argument<string>("TEXT") { Description = "The note, in place of an earlier one; \"\" takes it away." };
        return Amend(
            host,
            connection,
            new Verb("note", "Write a note on an experiment.", "./grid experiment note s7k2q9-01 \"loss jumps at step 400\"") { text },
            parsed => new ExperimentAmendment { Note = parsed.GetValue(text) });
    }

    public static Verb Tag(CommandHost host, ConnectionOptions connection)
    {
        var tags = new Argument<string[]>("TAG") { Description = "Tags to add.", Arity = ArgumentArity.ZeroOrMore };
        var removed = new Option<string[]>("--remove") { Description = "A tag to take away. May be given several times.", HelpName = "TAG" };
        return Amend(
            host,
            connection,
            new Verb("tag", "Add tags to an experiment, or take them away.", "./grid experiment tag s7k2q9-01 baseline", "./grid experiment tag s7k2q9-01 --remove baseline") { tags, removed },
            parsed => new ExperimentAmendment { AddedTags = [.. parsed.GetValue(tags) ?? []], RemovedTags = [.. parsed.GetValue(removed) ?? []] });
    }

    private static Verb Amend(CommandHost host, ConnectionOptions connection, Verb verb, Func<ParseResult, ExperimentAmendment> read)
    {
        var id = ExperimentCommands.Id();
        var json = CommandShape.Json("Print one line of JSON: the experiment afterwards.");
        verb.Arguments.Insert(0, id);
        verb.Options.Add(json);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
            var before = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
            if (!await grid.Amend(before.Id, read(parsed)))
            {
                throw CommandFailure.Failed($"Experiment {before.Id} has ended ({StateWords.Word(before.State)}): its priority matters no more.");
            }

            var after = await grid.GetExperiment(before.Id) ?? before;
            host.Out.Line(parsed.GetValue(json) ? JsonText.Of(after) : ExperimentPage.Annotations(after));
            return ExitCode.Ok;
        });
    }
}
