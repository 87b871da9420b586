using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Loading;

/// <summary>What the model and the data sets read of the options.</summary>
internal static class OptionMapping
{
    public static TubeDetrOptions ForModel(TrainingOptions o) => new()
    {
        Backbone = o.Backbone,
        Dilation = o.Dilation,
        PositionEmbedding = o.PositionEmbedding,
        HiddenDim = o.HiddenDim,
        NHeads = o.Nheads,
        EncLayers = o.EncLayers,
        DecLayers = o.DecLayers,
        DimFeedforward = o.DimFeedforward,
        Dropout = o.Dropout,
        NumQueries = o.NumQueries,
        PassPosAndQuery = o.PassPosAndQuery,
        VideoMaxLen = o.VideoMaxLenTrain,
        Stride = o.Stride,
        Fast = o.Fast,
        FastMode = o.FastMode,
        LearnTimeEmbed = o.LearnTimeEmbed,
        NoTimeEmbed = o.NoTimeEmbed,
        NoTsa = o.NoTsa,
        RdInitTsa = o.RdInitTsa,
        AuxLoss = o.AuxLoss,
        Sted = o.Sted,
        GuidedAttn = o.GuidedAttn,
        Sigma = o.Sigma,
        FreezeTextEncoder = o.FreezeTextEncoder,
        FreezeBackbone = o.FreezeBackbone,
        TrainBackbone = o.LrBackbone > 0,
        BboxLossCoef = o.BboxLossCoef,
        GiouLossCoef = o.GiouLossCoef,
        StedLossCoef = o.StedLossCoef,
        GuidedAttnLossCoef = o.GuidedAttnLossCoef,
        ResizerDropout = o.ResizerDropout,
        StedDropout = o.StedDropout,
    };

    public static DatasetOptions ForData(TrainingOptions o) => new()
    {
        CombineDatasets = o.CombineDatasets,
        CombineDatasetsVal = o.CombineDatasetsVal,
        Test = o.Test,
        Resolution = o.Resolution,
        Fps = o.Fps,
        VideoMaxLen = o.VideoMaxLen,
        VideoMaxLenTrain = o.VideoMaxLenTrain,
        Stride = o.Stride,
        TmpCrop = o.TmpCrop,
        TmpLoc = o.Sted,
        V2 = o.V2,
        Augment = o.Augment,
        MendCropRetries = o.MendCropRetries,
    };

    /// <summary>Random order, complete batches only; one order for all ranks, of which each takes its share.</summary>
    public static ClipLoaderOptions ForTraining(TrainingOptions o, IRankGroup ranks) => new()
    {
        BatchSize = o.BatchSize,
        Training = true,
        Seed = o.Seed,
        Rank = ranks.Rank,
        WorldSize = ranks.WorldSize,
        NumWorkers = o.NumWorkers,
        EpochChunks = o.EpochChunks,
        SkipBroken = SkipsBroken(o),
    };

    /// <summary>As many frames a batch as in training, whole videos where the model can take them.</summary>
    public static ClipLoaderOptions ForEvaluation(TrainingOptions o, IRankGroup ranks) => new()
    {
        BatchSize = (int)Math.Ceiling((double)o.BatchSize * o.VideoMaxLenTrain / o.VideoMaxLen),
        Training = false,
        Seed = o.Seed,
        Rank = ranks.Rank,
        WorldSize = ranks.WorldSize,
        NumWorkers = o.NumWorkers,
        DivVid = o.VideoMaxLenTrain == o.VideoMaxLen ? 0 : o.VideoMaxLenTrain,
        SkipBroken = SkipsBroken(o),
    };

    private static bool SkipsBroken(TrainingOptions o) => o.BrokenVideos is "skip";
}
