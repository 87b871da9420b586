namespace TubeDetr.Data.Tests;

public sealed class AnnotationFilesTests
{
    [Theory]
    [InlineData(true, false, 200, true, "train.json")]
    [InlineData(true, false, 100, true, "train_100.json")]
    [InlineData(true, false, 100, false, "train.json")]
    [InlineData(false, false, 100, true, "val.json")]
    [InlineData(false, true, 100, true, "test.json")]
    [InlineData(true, true, 100, true, "test.json")]
    public void OfVidStg_Options_IsTheOriginals(bool training, bool test, int videoMaxLenTrain, bool sted, string file) =>
        Assert.Equal(file, AnnotationFiles.OfVidStg(training, new DatasetOptions { Test = test, VideoMaxLenTrain = videoMaxLenTrain, TmpLoc = sted }));

    [Theory]
    [InlineData(true, false, false, "train_proc.json")]
    [InlineData(false, false, false, "test_proc.json")]
    [InlineData(true, true, false, "test_proc.json")]
    [InlineData(true, false, true, "trainv2_proc.json")]
    [InlineData(false, false, true, "valv2_proc.json")]
    [InlineData(true, true, true, "valv2_proc.json")]
    public void OfHcStvg_Options_IsTheOriginals(bool training, bool test, bool v2, string file) =>
        Assert.Equal(file, AnnotationFiles.OfHcStvg(training, new DatasetOptions { Test = test, V2 = v2 }));
}
