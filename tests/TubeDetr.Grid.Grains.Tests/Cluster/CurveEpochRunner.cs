using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>
/// Ten steps an epoch along a known curve: after step n the loss is 1/n and vIoU is n/1000, so a state that was not restored shows in the numbers.
/// </summary>
/// <param name="beforeStep">Called on the computing thread before each step: to wait, to throw, to look.</param>
/// <param name="viou">Instead of n/1000.</param>
internal sealed class CurveEpochRunner(Action<Assignment, long, CancellationToken> beforeStep, Func<Assignment, long, double>? viou = null) : IEpochRunner
{
    public const int StepsPerEpoch = 10;

    private readonly StrongBox<int> _pictures = new();

    /// <summary>How often pictures were made.</summary>
    public int Pictures => _pictures.Value;

    public IEpochRun Open(Assignment assignment, Stream? checkpoint, Action<string> log)
    {
        log("a curve");
        return new CurveRun(assignment, checkpoint is null ? 0 : Read(checkpoint), beforeStep, viou ?? ((_, step) => step / 1000.0), _pictures);
    }

    private static long Read(Stream checkpoint)
    {
        var bytes = new byte[8];
        checkpoint.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private sealed class CurveRun(
        Assignment assignment, long step, Action<Assignment, long, CancellationToken> beforeStep, Func<Assignment, long, double> viou, StrongBox<int> pictures) : IEpochRun
    {
        public int Epoch { get; private set; } = (int)(step / StepsPerEpoch);

        public long Step { get; private set; } = step;

        public void RunEpoch(Action<EpochProgress> report, CancellationToken cancellationToken)
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                beforeStep(assignment, Step + 1, cancellationToken);
                Step++;
                report(Progress("loss", 1.0 / Step));
            }
            while (Step % StepsPerEpoch > 0);

            Epoch++;
            report(Progress("viou", viou(assignment, Step)) with { Evaluation = Evaluation() });
        }

        public ICheckpointImage Capture() => new Image(Epoch, Step);

        public void Dispose()
        {
        }

        private EvaluationOutcome Evaluation()
        {
            var clip = new EvaluatedClip { Key = "c", Set = "hcstvg", Video = "0", Caption = "", TubeSeconds = 1, BoxPart = 0.1, Viou = viou(assignment, Step), GivenViou = 0.5 };
            return new(new([clip]), [new(assignment.Experiment.Value[..assignment.Experiment.Value.LastIndexOf('-')], Picture)]);
        }

        private (StripLayout Layout, byte[] Jpeg) Picture(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref pictures.Value);
            return (new StripLayout(1, 8, 8, [0]), [1, 2, 3]);
        }

        private EpochProgress Progress(string metric, double value) =>
            new(Step / (double)StepsPerEpoch, Step, 1, Some.Row(Step, metric, value, assignment.Attempt));
    }

    private sealed record Image(int Epoch, long Step) : ICheckpointImage
    {
        public void WriteTo(Stream destination)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, Step);
            destination.Write(bytes);
        }

        public void Dispose()
        {
        }
    }
}
