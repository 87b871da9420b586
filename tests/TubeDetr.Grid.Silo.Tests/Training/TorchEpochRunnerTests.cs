using TubeDetr.Data.Synthetic;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Silo.Training;

namespace TubeDetr.Grid.Silo.Tests.Training;

/// <summary>The real training on synthetic clips, through the grid's interface.</summary>
public sealed class TorchEpochRunnerTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tubedetr-silo-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void RunEpoch_Interrupted_GoesOnFromItsCheckpointToTheSameNumbers()
    {
        SyntheticDataset.Generate(Path.Combine(_folder.FullName, "clips"), new SyntheticOptions { Clips = 20 });
        var whole = Rows(null, (run, report) => run.RunEpoch(report, None));

        using var stop = new CancellationTokenSource();
        var (checkpoint, before) = Interrupted(stop);
        var after = Rows(checkpoint, (run, report) => run.RunEpoch(report, None));

        Assert.Equal(2, before[^1].Step);
        Assert.Equal(whole[^1].Step, after[^1].Step);
        Assert.Equal(Value(whole[^1], "viou"), Value(after[^1], "viou"));
        Assert.Equal(Value(whole[^1], "eval_loss"), Value(after[^1], "eval_loss"));
        Assert.Equal(whole[0].Values.Where(IsExact), before[0].Values.Where(IsExact));
    }

    [Fact]
    public void RunEpoch_StoppedBeforeTheEvaluation_LeavesTheEvaluationToTheNextAttempt()
    {
        SyntheticDataset.Generate(Path.Combine(_folder.FullName, "clips"), new SyntheticOptions { Clips = 20 });
        using var stop = new CancellationTokenSource();
        using var run = Open(null);
        Assert.Throws<OperationCanceledException>(() => run.RunEpoch(Report, stop.Token));
        Assert.Equal((0, 4L), (run.Epoch, run.Step));

        using var image = run.Capture();
        Assert.Equal(0, image.Epoch);
        run.Dispose();
        var rows = Rows((image, Written(image)), (next, report) =>
        {
            next.RunEpoch(report, None);
            Assert.Equal((1, 4L), (next.Epoch, next.Step));
        });

        Assert.Contains(Assert.Single(rows).Values, pair => pair.Key is "viou");

        void Report(EpochProgress progress)
        {
            if (progress.Step == 4)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void RunEpoch_Evaluated_HandsOverBoxesOfEveryFrameAndPictures()
    {
        SyntheticDataset.Generate(Path.Combine(_folder.FullName, "clips"), new SyntheticOptions { Clips = 20 });
        EvaluationOutcome? outcome = null;
        var rows = Rows(null, (run, report) => run.RunEpoch(
            progress =>
            {
                outcome = progress.Evaluation ?? outcome;
                report(progress);
            },
            None));

        Assert.Equal(2, outcome!.Clips.Clips.Length);
        Assert.Equal(Value(rows[^1], "viou"), outcome.Clips.Clips.Average(clip => clip.Viou!.Value), 9);
        Assert.All(outcome.Clips.Clips, clip =>
        {
            var tube = clip.Tube!;
            Assert.Equal((4 * tube.Frames.Length, tube.Frames.Length), (tube.Boxes.Length, tube.StartProbabilities.Length));
            Assert.Equal(4 * tube.Frames.Count(frame => tube.TruthStart <= frame && frame < tube.TruthEnd), tube.Truth.Length);
            Assert.InRange(clip.BoxPart, 0.001, 0.5);
        });
        var (layout, jpeg) = outcome.Pictures[0].Make(None);
        Assert.Equal(outcome.Clips.Clips[0].Tube!.Frames, layout.Frames);
        Assert.Equal([0xff, 0xd8], jpeg[..2]);
    }

    [Fact]
    public void Open_Session_SaysWhatItComputesWith()
    {
        SyntheticDataset.Generate(Path.Combine(_folder.FullName, "clips"), new SyntheticOptions { Clips = 20 });
        using var run = Open(null);

        Assert.Equal("cpu", run.Provenance["device"]);
        Assert.Equal(64, run.Provenance["data"].Length);
        Assert.Equal(["changes", "commit", "data", "device", "dotnet", "libtorch", "program", "seed", "system", "threads", "torchsharp"], run.Provenance.Keys);
    }

    [Fact]
    public void Open_DataMissing_IsAFaultThatEveryAttemptWouldMeet()
    {
        var fault = Assert.Throws<TrainingFailedException>(() => Open(null));

        Assert.Contains("clips/dataset.json", fault.Message, StringComparison.Ordinal);
    }

    private static bool IsExact(KeyValuePair<string, double> pair) => pair.Key.StartsWith("loss", StringComparison.Ordinal) && pair.Key is not "loader_wait";

    private static double Value(MetricRow row, string metric) => row.Values.Single(pair => string.Equals(pair.Key, metric, StringComparison.Ordinal)).Value;

    private static MemoryStream Written(ICheckpointImage image)
    {
        var file = new MemoryStream();
        image.WriteTo(file);
        file.Position = 0;
        return file;
    }

    private ((ICheckpointImage Image, MemoryStream File) Checkpoint, List<MetricRow> Rows) Interrupted(CancellationTokenSource stop)
    {
        var rows = new List<MetricRow>();
        using var run = Open(null);
        Assert.Throws<OperationCanceledException>(() => run.RunEpoch(
            progress =>
            {
                rows.Add(progress.Row ?? new MetricRow { Attempt = 1, Step = progress.Step, Epoch = progress.EpochsDone, Time = default, Values = [] });
                if (progress.Step == 2)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
        using var image = run.Capture();
        return ((image, Written(image)), rows);
    }

    private List<MetricRow> Rows((ICheckpointImage Image, MemoryStream File)? checkpoint, Action<IEpochRun, Action<EpochProgress>> act)
    {
        var rows = new List<MetricRow>();
        using var run = Open(checkpoint);
        act(run, progress => rows.AddRange(progress.Row is { } row ? [row] : []));
        return rows;
    }

    private IEpochRun Open((ICheckpointImage Image, MemoryStream File)? checkpoint)
    {
        var arguments = new SiloArguments { DataRoot = _folder.FullName };
        var runner = new TorchEpochRunner(arguments, new SlotDescription("0", "cpu", 0), TimeProvider.System);
        var record = checkpoint is not { } given ? null : new CheckpointRecord
        {
            Epoch = given.Image.Epoch,
            Step = given.Image.Step,
            Attempt = 1,
            Blob = "",
            Length = given.File.Length,
            Sha256 = "",
            Time = default,
        };
        return runner.Open(Assignment() with { Checkpoint = record }, checkpoint?.File, _ => { });
    }

    private static Assignment Assignment()
    {
        var set = HyperParameterSet.Empty
            .With("dataset_config", HyperParameterValue.Of("clips/dataset.json")).With("backbone", HyperParameterValue.Of("tiny-gn"))
            .With("epochs", HyperParameterValue.Of(2)).With("batch_size", HyperParameterValue.Of(4)).With("lr", HyperParameterValue.Of(3e-4)).With("num_workers", HyperParameterValue.Of(1));
        foreach (var (name, value) in new (string, int)[]
        {
            ("hidden_dim", 32), ("nheads", 4), ("enc_layers", 1), ("dec_layers", 1), ("dim_feedforward", 64), ("resolution", 64), ("fps", 5), ("video_max_len", 8), ("video_max_len_train", 8), ("stride", 2),
        })
        {
            set = set.With(name, HyperParameterValue.Of(value));
        }

        return new Assignment { Experiment = new ExperimentId("s1-01"), Attempt = 1, HyperParameters = set, Objective = new Objective("viou", Maximize: true), Epochs = 2 };
    }
}
