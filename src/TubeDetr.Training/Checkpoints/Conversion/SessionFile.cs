using System.Globalization;
using System.Text.Json;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>What the metadata of a checkpoint of ours say, without a model.</summary>
internal sealed class SessionFile
{
    private readonly IReadOnlyDictionary<string, string> metadata;

    /// <exception cref="DamagedFileException">Something that a conversion needs is missing.</exception>
    public SessionFile(SafetensorsFile file)
    {
        metadata = file.Header.Metadata;
        Tensors = file.Entries.ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal);
        Order = [.. file.Entries.Select(entry => entry.Name)];
        StateNames = Json<string[]>(SessionCheckpoint.StateNames);
        Groups = ParameterNumbering.Groups(Json<string[]>(SessionCheckpoint.TrainedNames));
        Steps = Json<SessionCheckpoint.BlockRecord[]>("blocks").SelectMany(block => block.Names.Select(name => (name, block.Steps))).ToDictionary(pair => pair.name, pair => pair.Steps, StringComparer.Ordinal);
        var options = TrainingOptions.Parse(Json<Dictionary<string, string>>("options"));
        Options = options.Options ?? throw new DamagedFileException($"has options that are not understood: {string.Join("; ", options.Errors)}", "Convert it with the version that wrote it.");
    }

    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>Names of the tensors in the order of the file.</summary>
    public IReadOnlyList<string> Order { get; }

    /// <summary>Names of the state dict in PyTorch's order.</summary>
    public IReadOnlyList<string> StateNames { get; }

    /// <summary>Names of the trained parameters by group, in the order of their numbers.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    /// <summary>Updates of each parameter that ever had a gradient.</summary>
    public IReadOnlyDictionary<string, long> Steps { get; }

    public TrainingOptions Options { get; }

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    public long Epoch => Number("epoch");

    public long Step => Number("step");

    /// <summary>Batches of an unfinished epoch.</summary>
    public long Batch => Number("batch");

    /// <summary>The learning rates that the next step is taken with.</summary>
    public LearningRates Rates
    {
        get
        {
            int[] steps = [.. Text("steps_per_epoch").Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Missing("steps_per_epoch"))];
            return new LearningRateSchedule(Options, new EpochSteps(steps)).For(Step);
        }
    }

    private T Json<T>(string key)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text(key)) ?? throw Missing(key);
        }
        catch (JsonException)
        {
            throw Missing(key);
        }
    }

    private long Number(string key) => long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Missing(key);

    private string Text(string key) => metadata.GetValueOrDefault(key) ?? throw Missing(key);

    private static DamagedFileException Missing(string key) =>
        new($"does not say its {key}, so that no optimiser can be written", "Checkpoints of older versions can only be converted with --weights.");
}
