using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Watching;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep create FILE [--wait|--dry-run]</c>.</summary>
internal static class SweepCreate
{
    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var file = new Argument<string>("FILE") { Description = "YAML file of the sweep (the keys of W&B sweeps)." };
        var wait = new Option<bool>("--wait") { Description = "Stay and show progress until the sweep has ended; exit code 0 only when every experiment completed or was pruned." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Submit nothing: print what is wrong, or the first experiments, how many there are, and about how many slot-hours they take." };
        var json = CommandShape.Json("Print one line of JSON at the end: the sweep, or what it would do; progress goes to stderr.");
        return new Verb("create", "Submit a sweep.", "./grid sweep create deploy/samples/first-sweep.yaml --wait", "./grid sweep create deploy/samples/tpe-asha.yaml --dry-run") { file, wait, dryRun, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var path = parsed.GetRequiredValue(file);
                var yaml = await ReadYaml(path, cancellationToken);
                var address = connection.Read(parsed, host);
                await using var grid = await host.Connector.Connect(address, cancellationToken);
                if (parsed.GetValue(dryRun))
                {
                    return Show(host, await grid.Preview(yaml), path, parsed.GetValue(json));
                }

                var sweep = Accepted(await grid.Submit(yaml), path);
                var talk = parsed.GetValue(json) ? host.Error : host.Out;
                talk.Line($"Sweep {sweep.Id} ({sweep.Name}): {Format.Count(sweep.Total, "experiment")}, {sweep.Method}.{PageHint(address, sweep.Id)}");
                var exit = ExitCode.Ok;
                if (parsed.GetValue(wait))
                {
                    var end = await new SweepWatch(grid, sweep.Id, host.Time).UntilEnd(talk, cancellationToken);
                    SweepPage.WriteLeaderboard(talk, end.Sweep, end.Experiments, host.Time.GetUtcNow());
                    (sweep, exit) = (end.Sweep, end.AllEndedWell ? ExitCode.Ok : ExitCode.Failure);
                }

                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(sweep));
                }

                return exit;
            });
    }

    private static ExitCode Show(CommandHost host, SweepPreview preview, string path, bool json)
    {
        if (!preview.Errors.IsEmpty)
        {
            throw Wrong(preview.Errors, path);
        }

        if (json)
        {
            host.Out.Line(JsonText.Of(preview));
        }
        else
        {
            PreviewPage.Write(host.Out, preview);
        }

        return ExitCode.Ok;
    }

    /// <summary>The sweep, or everything that is wrong with it as <c>file:line: message</c>.</summary>
    public static SweepSnapshot Accepted(SubmitResult result, string path) => result.Accepted
        ? result.Sweep
        : throw Wrong(result.Errors, path);

    private static CommandFailure Wrong(IEnumerable<SweepError> errors, string path) => CommandFailure.BadInput([.. errors.Select(error => Describe(error, Path.GetFileName(path)))]);

    private static string Describe(SweepError error, string file) => error.Line is { } line
        ? Format.Invariant($"{file}:{line}: {error.Message}")
        : $"{file}: {error.Message}";

    private static string PageHint(ClusterAddress address, SweepId id) =>
        address.Page is { } page ? $" Watch it at {PageAddress.Of(page, id)}" : "";

    /// <exception cref="CommandFailure">The file is missing or cannot be read.</exception>
    public static async Task<string> ReadYaml(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CommandFailure.BadInput($"There is no file {path}. Samples are in deploy/samples.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.BadInput($"{path} cannot be read: {failure.Message}");
        }
    }
}
