namespace TubeDetr.Data.VidStg;

/// <summary>Raw annotations of VidOR and VidSTG to the processed ones that training reads (the original's <c>preproc_vidstg.py</c>).</summary>
public static class VidStgPreparation
{
    /// <summary>
    /// Reads VidOR's <c>training/&lt;group&gt;/&lt;video&gt;.json</c> and <c>validation/…</c>, and VidSTG's <c>train_annotations.json</c>, <c>val_annotations.json</c> and
    /// <c>test_annotations.json</c>; writes <c>vidor_training.json</c>, <c>vidor_validation.json</c>, <c>train.json</c>, <c>val.json</c> and <c>test.json</c>. VidSTG's validation
    /// part comes from VidOR's training part. Categories are numbered in the order of sorted file names.
    /// </summary>
    /// <param name="vidOrFolder">Where <c>training</c> and <c>validation</c> lie.</param>
    /// <param name="rawFolder">Where the annotations of VidSTG lie.</param>
    /// <param name="outputFolder">Where the processed ones go.</param>
    /// <param name="skipMissing">Leaves out annotations whose video has no VidOR annotation, instead of refusing.</param>
    /// <param name="progress">Told the part that is done, in (0, 1].</param>
    /// <param name="cancellationToken">Stops; nothing is written then.</param>
    /// <exception cref="DatasetException">Something is missing or broken; nothing was written.</exception>
    public static IReadOnlyList<PreparedFile> Prepare(
        string vidOrFolder, string rawFolder, string outputFolder, bool skipMissing = false, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var parts = new[] { "training", "validation" }.ToDictionary(part => part, part => VidOrIndex.Files(Path.Combine(vidOrFolder, part)), StringComparer.Ordinal);
        var splits = new[] { "train", "val", "test" }.ToDictionary(split => split, split => VidStgSplit.Read(Path.Combine(rawFolder, split + "_annotations.json")), StringComparer.Ordinal);
        var steps = new PreparationSteps(progress, parts.Values.Sum(files => files.Length) + splits.Values.Sum(split => split.VideoCount), cancellationToken);
        var categories = new Dictionary<string, int>(StringComparer.Ordinal);
        var indices = new Dictionary<string, VidOrIndex>(StringComparer.Ordinal);
        var prepared = new List<PreparedFile>();
        using var folder = new PreparedFolder(outputFolder);
        foreach (var (part, files) in parts)
        {
            folder.Write($"vidor_{part}.json", writer => indices[part] = VidOrIndex.Write(files, writer, categories, steps));
            prepared.Add(new PreparedFile(folder[$"vidor_{part}.json"], indices[part].Count, 0));
        }

        foreach (var (name, split) in splits)
        {
            var index = indices[name is "test" ? "validation" : "training"];
            folder.Write($"{name}.json", writer => prepared.Add(split.Write(folder[$"{name}.json"], writer, index, skipMissing, steps)));
        }

        folder.Commit();
        return prepared;
    }
}
