using System.Collections.Immutable;
using Orleans.Concurrency;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>
/// An experiment: its hyper-parameters, its state and its attempts. Key: <see cref="ExperimentId"/>. Until something happens to it, its sweep knows all of it, and nothing is stored.
/// Every report carries its attempt and is answered false, and changes nothing, when a later attempt exists.
/// </summary>
[Alias("tubedetr.IExperimentGrain")]
public interface IExperimentGrain : IGrainWithStringKey
{
    /// <summary>Its sweep allows a held experiment to ask for a slot. Calling it again changes nothing.</summary>
    [Alias("Admit")]
    Task Admit();

    /// <summary>The experiment now; null when none has this id.</summary>
    [Alias("GetSnapshot"), AlwaysInterleave]
    Task<ExperimentSnapshot?> GetSnapshot();

    /// <summary>The same for its sweep: null also when nothing has happened to it yet, of which its sweep knows more.</summary>
    [Alias("Recall"), AlwaysInterleave]
    Task<ExperimentSnapshot?> Recall();

    /// <summary>
    /// The scheduler has leased a slot to it: persists the next attempt, then starts the trainer.
    /// The number of that attempt; 0 when it does not want a slot any more, and the scheduler takes the slot back.
    /// </summary>
    [Alias("TakeSlot")]
    Task<int> TakeSlot(SlotSnapshot slot);

    /// <summary>Progress of an attempt. False: a later attempt exists, or the experiment has ended; stop.</summary>
    [Alias("Report")]
    Task<bool> Report(int attempt, ProgressReport report);

    /// <summary>An attempt that begins found checkpoints missing or damaged, or one that was never told of. False: a later attempt exists; stop.</summary>
    [Alias("Restored")]
    Task<bool> Restored(int attempt, RestoreReport report);

    /// <summary>An attempt has built its model and says what it computes with. False: a later attempt exists; stop.</summary>
    [Alias("Opened")]
    Task<bool> Opened(int attempt, ImmutableSortedDictionary<string, string> provenance);

    /// <summary>A checkpoint was committed to the store; the answer names those that need not be kept any more.</summary>
    /// <param name="deleted">Of what earlier answers named, what is gone from the store.</param>
    [Alias("AddCheckpointAndSweep")]
    Task<CheckpointReceipt> AddCheckpoint(int attempt, CheckpointRecord checkpoint, ImmutableArray<string> deleted);

    /// <summary>The attempt has ended by itself.</summary>
    [Alias("End")]
    Task<bool> End(int attempt, AttemptOutcome outcome);

    /// <summary>The slot of the attempt is gone (silo dead, hung or drained): queue again, up to the allowed attempts.</summary>
    [Alias("LoseSlot")]
    Task<bool> LoseSlot(int attempt, string cause);

    /// <summary>A silo that crashed while it executed an attempt tells in its next life what it wrote last. The attempt is lost, if that is not known yet.</summary>
    /// <param name="lines">Oldest first; may be empty.</param>
    [Alias("Explain")]
    Task Explain(int attempt, ImmutableArray<string> lines);

    /// <summary>A person asks for something. False, and nothing changed, where its state does not allow it; true also when it was being cancelled already.</summary>
    /// <param name="cause">Who or what wants it: kept with the transition.</param>
    [Alias("Ask")]
    Task<bool> Ask(ExperimentRequest request, string cause);

    /// <summary>Changes priority, note or tags. False when nobody made this experiment, or its priority is to change after its end.</summary>
    [Alias("Amend")]
    Task<bool> Amend(ExperimentAmendment amendment);

    /// <summary>A person wants something done to a checkpoint. Null when it is done; else a sentence that says why not.</summary>
    /// <param name="blob">Name of its blob.</param>
    [Alias("AskOfCheckpoint")]
    Task<string?> AskOfCheckpoint(CheckpointRequest request, string blob);

    /// <summary>Copies a checkpoint inside the store, for an experiment that goes on from it. Calling it again gives the same copy.</summary>
    /// <param name="blob">Name of its blob.</param>
    [Alias("CopyCheckpoint")]
    Task<CheckpointCopy> CopyCheckpoint(string blob, ExperimentId target);

    /// <summary>Its sweep lets it train so many epochs in all; if it waits for that, it queues again. False, and nothing changed, when it has them already or has ended.</summary>
    /// <param name="epochs">Null: all of them.</param>
    [Alias("Grant")]
    Task<bool> Grant(int? epochs, string cause);

    /// <summary>Its sweep ends it early, with a last checkpoint. False, and nothing changed, when it has ended or is ending.</summary>
    /// <param name="cause">By whom, at which epoch, against what.</param>
    [Alias("Prune")]
    Task<bool> Prune(string cause);

    /// <summary>Its sweep is paused: an experiment that waits and has never trained does not ask for a slot before <see cref="Admit"/>.</summary>
    [Alias("Hold")]
    Task Hold();
}
