using System.CommandLine;
using TubeDetr.Data;
using TubeDetr.Data.HcStvg;
using TubeDetr.Data.VidStg;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid data prepare vidstg|hcstvg|hcstvgv2</c>: the original's preprocessing, and a <c>dataset.json</c> beside its result.</summary>
internal static class PrepareCommands
{
    public static Command Build(CommandHost host) => new("prepare", "Bring a published data set into the form that training reads.")
    {
        VidStg(host),
        HcStvg(host, "hcstvg", "Prepare HC-STVG v1, or a folder in its format.", "train.json and test.json", "train_proc.json, test_proc.json", v2: false),
        HcStvg(host, "hcstvgv2", "Prepare HC-STVG v2.", "trainv2.json and valv2.json", "trainv2_proc.json, valv2_proc.json", v2: true),
    };

    private static Verb HcStvg(CommandHost host, string name, string description, string reads, string writes, bool v2)
    {
        var shared = new PrepareOptions($"Folder of {reads} as published.", "Folder that holds video/<folder>/<name>.mp4. [default: the one of --raw]", $"Folder for {writes} and dataset.json. [default: the one of --raw]");
        var skip = new Option<bool>("--skip-missing") { Description = "Leave out annotations whose video is not there instead of refusing." };
        var verb = new Verb(name, description, $"./grid data prepare {name} --raw /data/HC-STVG --out .data/datasets/{name} --text-encoder /models/roberta-base") { skip };
        return shared.On(verb).Does((parsed, cancellationToken) => PreparedDataset.Make(host, DatasetNames.HcStvg, shared.Read(parsed), (folders, progress) =>
            HcStvgPreparation.Prepare(folders.Videos, folders.Raw, folders.Output, v2, parsed.GetValue(skip), progress, cancellationToken)));
    }

    private static Verb VidStg(CommandHost host)
    {
        var shared = new PrepareOptions(
            "Folder of train_annotations.json, val_annotations.json and test_annotations.json as published.",
            "Folder that holds the videos of VidOR as video/<folder>/<name>.mp4. [default: the one of --raw]",
            "Folder for train.json, val.json, test.json, vidor_training.json, vidor_validation.json and dataset.json. [default: the one of --raw]");
        var vidOr = new Option<string?>("--vidor") { Description = "Folder of VidOR's annotations, training/<folder>/<video>.json and validation/<folder>/<video>.json. [default: the one of --raw]", HelpName = "DIR" };
        var skip = new Option<bool>("--skip-missing") { Description = "Leave out annotations whose video has no VidOR annotation instead of refusing." };
        var verb = new Verb("vidstg", "Prepare VidSTG.", "./grid data prepare vidstg --raw /data/VidSTG --vidor /data/VidOR/annotation --videos /data/VidOR --out .data/datasets/vidstg --text-encoder /models/roberta-base") { vidOr, skip };
        return shared.On(verb).Does((parsed, cancellationToken) => PreparedDataset.Make(host, DatasetNames.VidStg, shared.Read(parsed), (folders, progress) =>
            VidStgPreparation.Prepare(Path.GetFullPath(parsed.GetValue(vidOr) ?? folders.Raw), folders.Raw, folders.Output, parsed.GetValue(skip), progress, cancellationToken)));
    }
}
