using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Storage.Tests.Predictions;

public sealed class PredictionStoreTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PredictionStore _store = new(azurite.Storage);

    [Fact]
    public async Task Write_ScoresAndBoxes_ComeBackAsTheyWere()
    {
        var name = $"{Some.Experiment()}/1-2-30";
        var clip = Clip("a", 0.25) with { Question = "declarative", Tiou = 0.5, Tube = Tube() };

        await _store.Write(name, new EvaluatedClips([clip, Clip("b", null)]), None);
        var read = (await _store.Read(name, None))!.Clips;

        Assert.Equal(clip with { Tube = null }, read[0] with { Tube = null });
        Assert.Equal(Tube().Boxes, read[0].Tube!.Boxes);
        Assert.Equal(Tube().Frames, read[0].Tube!.Frames);
        Assert.Empty(read[0].Tube!.StartProbabilities);
        Assert.Equal(Clip("b", null), read[1]);
        Assert.Equal([0.25, 0.75], read.Select(one => one.Quality));
    }

    [Fact]
    public async Task Read_NothingEvaluated_IsNull() => Assert.Null(await _store.Read($"{Some.Experiment()}/1-1-1", None));

    [Fact]
    public async Task Delete_Predictions_AreGone()
    {
        var name = $"{Some.Experiment()}/1-1-1";
        await _store.Write(name, new EvaluatedClips([Clip("a", 1)]), None);

        await _store.Delete(name, None);
        await _store.Delete(name, None);

        Assert.Null(await _store.Read(name, None));
    }

    private static EvaluatedClip Clip(string key, double? viou) =>
        new() { Key = key, Set = "hcstvg", Video = key, Caption = "who “runs”?", TubeSeconds = 1.5, BoxPart = 0.125, Viou = viou, GivenViou = 0.75 };

    private static ClipTube Tube() => new()
    {
        Width = 64,
        Height = 48,
        Fps = 5,
        Frames = [0, 2, 4],
        TruthStart = 2,
        TruthEnd = 3,
        Start = 0,
        End = 3,
        Truth = [1, 2, 3, 4],
        Boxes = [0.5f, 1, 2, 3, 4, 5, 6, 7.25f, 8, 9, 10, 11],
        Strip = "aa",
    };
}
