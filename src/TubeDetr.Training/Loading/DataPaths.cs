using TubeDetr.Data;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Loading;

/// <summary>Where the data lie: what <c>dataset_config</c> says, or the path options where there is none.</summary>
internal static class DataPaths
{
    /// <exception cref="DatasetException">The configuration is missing or broken.</exception>
    /// <exception cref="InvalidOptionsException">The configuration sets options. The original lets them override the command line without a word.</exception>
    public static DatasetConfig Of(TrainingOptions options, string root)
    {
        if (options.DatasetConfig.Length == 0)
        {
            string? Full(string path) => path.Length > 0 ? Path.GetFullPath(path, root) : null;
            return new()
            {
                VidstgVidPath = Full(options.VidstgVidPath),
                VidstgAnnPath = Full(options.VidstgAnnPath),
                HcstvgVidPath = Full(options.HcstvgVidPath),
                HcstvgAnnPath = Full(options.HcstvgAnnPath),
            };
        }

        var config = DatasetConfig.Load(Path.GetFullPath(options.DatasetConfig, root));
        string[] overrides = [.. config.Others.Keys.Where(key => OptionTable.Find(key).Option is not null)];
        return overrides.Length == 0
            ? config
            : throw new InvalidOptionsException([.. overrides.Select(key => $"{key}: {config.Path} sets it; a data set's configuration says where data lie, so give {key} as an option instead")]);
    }
}
