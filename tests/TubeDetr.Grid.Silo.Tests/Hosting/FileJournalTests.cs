using Microsoft.Extensions.Logging.Abstractions;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Silo.Hosting;

namespace TubeDetr.Grid.Silo.Tests.Hosting;

public sealed class FileJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tubedetr-journal-").FullName;

    private string Output => Path.Combine(_folder, "silo-1.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Crashed_WhatWasBegunAndNotEnded_ComesOnceWithTheLastLines()
    {
        File.WriteAllLines(Output, ["---- silo-1 starts at noon as process 1 ----", "SILO READY silo-1 cpu", "terminate called", "---- silo-1 starts at one as process 2 ----"]);
        var first = Open();
        first.Begin("0", new ExperimentId("s1-01"), 3);
        first.Begin("1", new ExperimentId("s1-02"), 1);
        first.End("1");

        var crashed = Assert.Single(Open().Crashed);

        Assert.Equal(("0", "s1-01", 3, "terminate called"), (crashed.Slot, crashed.Experiment.Value, crashed.Attempt, Assert.Single(crashed.Lines)));
        Assert.Empty(Open().Crashed);
    }

    [Fact]
    public void Begin_FolderIsGone_DoesNotThrow()
    {
        var journal = new FileJournal(Path.Combine(_folder, "nowhere", "silo.log"), NullLogger<FileJournal>.Instance);

        journal.Begin("0", new ExperimentId("s1-01"), 1);

        Assert.Empty(journal.Crashed);
    }

    private FileJournal Open() => new(Output, NullLogger<FileJournal>.Instance);
}
