using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid checkpoint gc</c>.</summary>
internal static class CheckpointSweeping
{
    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would be deleted." };
        var json = CommandShape.Json("Print one line of JSON: the blobs and their bytes.");
        return new Verb(
            "gc", "Delete what nobody needs: what broken uploads left in the store, and checkpoints that were let go and are still there. A checkpoint that an experiment names is never deleted.",
            "./grid checkpoint gc --dry-run", "./grid checkpoint gc") { dryRun, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var address = connection.Read(parsed, host);
                var files = host.FilesOf(address);
                await using var grid = await host.Connector.Connect(address, cancellationToken);
                var delete = !parsed.GetValue(dryRun);
                var loose = await files.SweepCheckpoints(
                    async id => await grid.GetExperiment(id) is { } experiment ? Named(experiment) : null, delete, cancellationToken);
                var bytes = loose.Sum(blob => blob.Length);
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(new { deleted = delete, bytes, blobs = loose }));
                    return ExitCode.Ok;
                }

                foreach (var blob in loose)
                {
                    host.Out.Line($"{blob.Blob}  {Format.Bytes(blob.Length)}  {Format.Time(blob.Modified)}");
                }

                host.Out.Line(Format.Invariant($"{(delete ? "Deleted" : "Would delete")} {loose.Length} blobs that nobody needs, {Format.Bytes(bytes)}."));
                return ExitCode.Ok;
            });
    }

    /// <summary>A fork that has not begun needs the copy from which it is to begin.</summary>
    private static NamedCheckpoints Named(ExperimentSnapshot experiment)
    {
        var own = experiment.Checkpoints.Select(checkpoint => checkpoint.Blob);
        var origin = experiment.Origin is { } begin ? [begin.Checkpoint.Blob] : Array.Empty<string>();
        return new NamedCheckpoints([.. own.Union(origin, StringComparer.Ordinal).Except(experiment.LetGo, StringComparer.Ordinal)], experiment.LetGo);
    }
}
