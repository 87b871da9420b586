using System.Collections.Immutable;
using System.Globalization;
using Orleans.Storage;

namespace TubeDetr.Grid.Grains.Sweeps.Journal;

/// <summary>
/// The journal in the grain storage, in pages: an addition writes the last page alone, whatever the length of the journal. One call at a time.
/// </summary>
internal sealed class JournalStore(IGrainStorage storage, GrainId grain)
{
    /// <summary>Entries of a page.</summary>
    public const int PageSize = 250;

    private readonly List<GrainState<JournalPage>> _pages = [];

    /// <summary>All entries, oldest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> Read()
    {
        _pages.Clear();
        do
        {
            await ReadNext();
        }
        while (EntriesOf(_pages[^1]).Length == PageSize);
        return [.. _pages.SelectMany(page => EntriesOf(page))];
    }

    /// <summary>Adds entries. When it fails, those that were written before the fault are kept: read again before going on.</summary>
    public async Task Append(IReadOnlyList<JournalEntry> entries)
    {
        for (var done = 0; done < entries.Count;)
        {
            if (EntriesOf(_pages[^1]).Length == PageSize)
            {
                await ReadNext();
            }

            var before = EntriesOf(_pages[^1]);
            var added = entries.Skip(done).Take(PageSize - before.Length).ToList();
            await Write(_pages.Count - 1, new JournalPage { Entries = before.AddRange(added) });
            done += added.Count;
        }
    }

    /// <summary>Takes away what a submission left that was not finished.</summary>
    public async Task Clear()
    {
        await Read();
        for (var page = 0; page < _pages.Count; page++)
        {
            if (!EntriesOf(_pages[page]).IsEmpty)
            {
                await Write(page, new JournalPage());
            }
        }

        _pages.RemoveRange(1, _pages.Count - 1);
    }

    private async Task ReadNext()
    {
        var page = new GrainState<JournalPage>(new JournalPage());
        await storage.ReadStateAsync(NameOf(_pages.Count), grain, page);
        _pages.Add(page);
    }

    private async Task Write(int page, JournalPage content)
    {
        var before = _pages[page].State;
        _pages[page].State = content;
        try
        {
            await storage.WriteStateAsync(NameOf(page), grain, _pages[page]);
        }
        catch
        {
            _pages[page].State = before;
            throw;
        }
    }

    private static ImmutableArray<JournalEntry> EntriesOf(GrainState<JournalPage> page) => page.State?.Entries ?? [];

    private static string NameOf(int page) => string.Create(CultureInfo.InvariantCulture, $"journal-{page}");
}
