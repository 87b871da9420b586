using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Silo.Hosting;

/// <summary>A small file for each slot beside the file that keeps this silo's output, as long as the slot executes an attempt.</summary>
public sealed partial class FileJournal : IAttemptJournal
{
    /// <summary>Bytes of the output that are looked at.</summary>
    private const int Tail = 64 * 1024;

    private readonly string _output;
    private readonly ILogger _log;

    /// <param name="output">The file into which whoever started this process puts what it writes.</param>
    public FileJournal(string output, ILogger<FileJournal> log)
    {
        (_output, _log) = (output, log);
        Crashed = Read();
    }

    public ImmutableArray<CrashedAttempt> Crashed { get; }

    public void Begin(string slot, ExperimentId experiment, int attempt) =>
        Try(() => File.WriteAllText(FileOf(slot), string.Create(CultureInfo.InvariantCulture, $"{experiment} {attempt}")));

    public void End(string slot) => Try(() => File.Delete(FileOf(slot)));

    private ImmutableArray<CrashedAttempt> Read()
    {
        ImmutableArray<CrashedAttempt> crashed = [];
        Try(() =>
        {
            var files = Files().ToList();
            var lines = files.Count > 0 && File.Exists(_output) ? LastWords.Of(ReadTail(_output)) : [];
            crashed = [.. files.Select(file => Read(file, lines)).OfType<CrashedAttempt>()];
            files.ForEach(File.Delete);
        });
        return crashed;
    }

    /// <summary>Training is worth more than what could be said about its crash.</summary>
    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFault(_log, _output, e.Message);
        }
    }

    private string FileOf(string slot) => $"{_output}.slot-{slot}";

    private IEnumerable<string> Files() =>
        Path.GetDirectoryName(Path.GetFullPath(_output)) is { } folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Path.GetFileName(_output) + ".slot-*") : [];

    /// <summary>Null for a file that was torn when the machine lost power.</summary>
    private CrashedAttempt? Read(string file, ImmutableArray<string> lines) =>
        File.ReadAllText(file).Split(' ') is [var experiment, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? new CrashedAttempt(Path.GetFileName(file)[(Path.GetFileName(_output).Length + ".slot-".Length)..], new ExperimentId(experiment), attempt, lines)
            : null;

    private static string[] ReadTail(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, Tail), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }

    [LoggerMessage(LogLevel.Warning, "Beside {Output} it cannot be kept what is being executed, so that nobody learns why it crashed, if it does: {Reason}")]
    private static partial void LogFault(ILogger logger, string output, string reason);
}
