namespace TubeDetr.Data;

/// <summary>Which of a data set's annotation files is read (<c>build</c> of the original's data sets).</summary>
internal static class AnnotationFiles
{
    private const int DefaultVideoMaxLenTrain = 200;

    /// <summary>Training on windows of another length than 200 reads segments that were cut for it, <c>train_{video_max_len_train}.json</c>.</summary>
    public static string OfVidStg(bool training, DatasetOptions options) => (options.Test, training) switch
    {
        (true, _) => "test.json",
        (false, false) => "val.json",
        _ when options.VideoMaxLenTrain == DefaultVideoMaxLenTrain || !options.TmpLoc => "train.json",
        _ => FormattableString.Invariant($"train_{options.VideoMaxLenTrain}.json"),
    };

    /// <summary>Version 1 has no part for validation and version 2 none for testing.</summary>
    public static string OfHcStvg(bool training, DatasetOptions options) => (options.V2, training && !options.Test) switch
    {
        (false, true) => "train_proc.json",
        (false, false) => "test_proc.json",
        (true, true) => "trainv2_proc.json",
        (true, false) => "valv2_proc.json",
    };
}
