using System.Globalization;
using System.Text.Json;
using TorchSharp;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Checkpoints;

/// <summary>
/// What a session's checkpoint holds: <c>model.*</c> (state dict), <c>model_ema.*</c>, <c>optimizer.exp_avg.*</c>, <c>optimizer.exp_avg_sq.*</c>, <c>generator.cpu</c>, and in the
/// metadata counters, options, the optimiser's step of each block of parameters and the running averages of an unfinished epoch.
/// </summary>
internal static class SessionCheckpoint
{
    public const string Model = "model.";
    public const string Average = "model_ema.";
    public const string FirstMoment = "optimizer.exp_avg.";
    public const string SecondMoment = "optimizer.exp_avg_sq.";

    /// <summary>Key of the names of the state dict in PyTorch's order, which the file does not have.</summary>
    public const string StateNames = "state";

    /// <summary>Key of those that an optimiser numbers.</summary>
    public const string TrainedNames = "trained";
    private const string Generator = "generator.cpu";
    public const string Format = "tubedetr-checkpoint";
    private const string Version = "1";

    // Threads that load change no weight: a checkpoint is the same whatever their number.
    private static readonly TrainingOptions Unwritten = new();

    /// <summary>State of the CPU's generator of each rank. The caller's scope owns it.</summary>
    public static IReadOnlyList<torch.Tensor> GeneratorStates(IRankGroup ranks)
    {
        using var mine = torch.get_rng_state();
        return [.. ranks.Gather(mine.data<byte>().ToArray()).Select(state => torch.tensor(state))];
    }

    public static CheckpointContent Describe(TrainingSession session, Learner learner, SessionCounters counters, Averages averages, IReadOnlyList<torch.Tensor> generators) => new(
        [.. learner.Arena.Blocks.SelectMany(Runs), .. ConstantRuns(learner), .. generators.Select((state, rank) => TensorRun.Of(rank == 0 ? Generator : Generator + "." + Text(rank), state))],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["version"] = Version,
            ["epoch"] = Text(counters.Epoch),
            ["batch"] = Text(counters.Batch),
            ["step"] = Text(counters.Step),
            ["steps_per_epoch"] = session.Steps.ToString(),
            ["options"] = JsonSerializer.Serialize((session.Options with { NumWorkers = Unwritten.NumWorkers }).Chosen()),
            ["blocks"] = JsonSerializer.Serialize(learner.Arena.Blocks.Select(block => new BlockRecord(block.Steps, [.. block.Slices.Select(slice => slice.Name)]))),
            ["averages"] = averages.ToJson(),
            [StateNames] = JsonSerializer.Serialize(learner.State.Select(entry => entry.Name)),
            [TrainedNames] = JsonSerializer.Serialize(learner.State.Where(entry => entry.Trains).Select(entry => entry.Name)),
        });

    /// <exception cref="CheckpointException">It is no checkpoint.</exception>
    public static long StepOf(CheckpointReader reader) => Number(reader.Header.Metadata, "step");

    public static void Restore(CheckpointReader reader, TrainingSession session, Learner learner, SessionCounters counters, Averages averages)
    {
        var metadata = reader.Header.Metadata;
        if (metadata.GetValueOrDefault("format") is not Format || metadata.GetValueOrDefault("version") is not Version)
        {
            throw new CheckpointException($"This is not a checkpoint of this program (format {metadata.GetValueOrDefault("format") ?? "unknown"}, version {metadata.GetValueOrDefault("version") ?? "unknown"}); use load to start from the weights of another.");
        }

        RequireSameEpoch(metadata, session);
        foreach (var block in JsonSerializer.Deserialize<BlockRecord[]>(metadata["blocks"])!)
        {
            Join(learner, block);
        }

        using var noGradient = torch.no_grad();
        var ranks = session.Environment.Ranks;
        var generators = GeneratorStates(ranks);
        Describe(session, learner, counters, averages, generators).ReadFrom(reader);
        torch.set_rng_state(generators[ranks.Rank]);
        (counters.Epoch, counters.Batch, counters.Step) = ((int)Number(metadata, "epoch"), (int)Number(metadata, "batch"), Number(metadata, "step"));
        averages.ReadJson(metadata["averages"]);
    }

    // With other batches the counters, and with them the schedule and the order of the data, would mean something else.
    private static void RequireSameEpoch(IReadOnlyDictionary<string, string> metadata, TrainingSession session)
    {
        var steps = metadata.GetValueOrDefault("steps_per_epoch") ?? "unknown";
        if (!steps.Equals(session.Steps.ToString(), StringComparison.Ordinal))
        {
            throw new CheckpointException($"The checkpoint comes from epochs of {steps} steps, but the data set and batch_size now make {session.Steps}; resume with the same, or use load to start from its weights.");
        }
    }

    private static void Join(Learner learner, BlockRecord block)
    {
        try
        {
            learner.Join(block.Names, block.Steps);
        }
        catch (ArgumentException fault)
        {
            throw new CheckpointException("The checkpoint does not fit these options: it trained parameters that the model lacks or freezes.", fault);
        }
    }

    private static IEnumerable<TensorRun> Runs(ParameterBlock block)
    {
        yield return TensorRun.Of(Model, block, block.Weights);
        yield return TensorRun.Of(FirstMoment, block, block.FirstMoment);
        yield return TensorRun.Of(SecondMoment, block, block.SecondMoment);
        if (block.Average is { } average)
        {
            yield return TensorRun.Of(Average, block, average);
        }
    }

    private static IEnumerable<TensorRun> ConstantRuns(Learner learner)
    {
        var joined = learner.Arena.Blocks.SelectMany(block => block.Slices).Select(slice => slice.Name).ToHashSet(StringComparer.Ordinal);
        var constants = learner.State.Where(entry => !joined.Contains(entry.Name)).Select(entry => TensorRun.Of(Model + entry.Name, entry.Tensor));
        return constants.Concat(learner.Average?.Constants.Select(named => TensorRun.Of(Average + named.Name, named.Parameter)) ?? []);
    }

    private static long Number(IReadOnlyDictionary<string, string> metadata, string name) =>
        long.TryParse(metadata.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CheckpointException($"The checkpoint is broken: its {name} is \"{metadata.GetValueOrDefault(name)}\".");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal sealed record BlockRecord(long Steps, string[] Names);
}
