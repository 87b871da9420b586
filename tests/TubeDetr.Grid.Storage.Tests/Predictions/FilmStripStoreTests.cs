using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Storage.Tests.Predictions;

public sealed class FilmStripStoreTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FilmStripStore _store = new(azurite.Storage);

    [Fact]
    public async Task Add_Twice_KeepsTheFirst()
    {
        var key = Guid.NewGuid().ToString("N");
        Assert.False(await _store.Has(key, None));

        await _store.Add(key, new StripLayout(2, 64, 48, [0, 5, 10]), [1, 2, 3], None);
        await _store.Add(key, new StripLayout(1, 1, 1, [7]), [4], None);

        Assert.True(await _store.Has(key, None));
        var layout = (await _store.ReadLayout(key, None))!;
        Assert.Equal((2, 64, 48), (layout.Columns, layout.Width, layout.Height));
        Assert.Equal([0, 5, 10], layout.Frames);
        await using var jpeg = (await _store.Open(key, None))!;
        using var bytes = new MemoryStream();
        await jpeg.CopyToAsync(bytes, None);
        Assert.Equal([1, 2, 3], bytes.ToArray());
    }

    [Fact]
    public async Task Read_NoStrip_IsNull()
    {
        var key = Guid.NewGuid().ToString("N");

        Assert.Null(await _store.ReadLayout(key, None));
        Assert.Null(await _store.Open(key, None));
    }
}
