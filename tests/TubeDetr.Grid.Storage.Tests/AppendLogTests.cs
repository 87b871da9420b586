using System.Text;
using Azure.Storage.Blobs.Specialized;

namespace TubeDetr.Grid.Storage.Tests;

public sealed class AppendLogTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string _prefix = Some.Experiment().Value;

    [Fact]
    public async Task Append_PartIsFull_GoesOnInTheNextAndReopensThere()
    {
        var log = await AppendLog.Open(azurite.Storage.Logs, _prefix, None, blocksPerPart: 2);
        foreach (var text in (string[])["a", "b", "c"])
        {
            await log.Append(Encoding.UTF8.GetBytes(text), None);
        }

        var again = await AppendLog.Open(azurite.Storage.Logs, _prefix, None, blocksPerPart: 2);
        await again.Append("d"u8.ToArray(), None);

        Assert.Equal(["ab", "cd"], await Parts());
    }

    [Fact]
    public async Task Append_AnswerWasLost_IsFoundToBeThere()
    {
        var log = await AppendLog.Open(azurite.Storage.Logs, _prefix, None);
        await log.Append("one "u8.ToArray(), None);

        // What a first try that arrived, and whose answer did not, leaves behind.
        using var content = new MemoryStream("two"u8.ToArray());
        await azurite.Storage.Logs.GetAppendBlobClient($"{_prefix}/00000").AppendBlockAsync(content, cancellationToken: None);
        await log.Append("two"u8.ToArray(), None);
        await log.Append(" three"u8.ToArray(), None);

        Assert.Equal(["one two three"], await Parts());
    }

    private async Task<List<string>> Parts()
    {
        var texts = new List<string>();
        foreach (var part in await AppendLog.Parts(azurite.Storage.Logs, _prefix, None))
        {
            texts.Add((await azurite.Storage.Logs.GetBlobClient(part.Name).DownloadContentAsync(None)).Value.Content.ToString());
        }

        return texts;
    }
}
