using System.Collections.Immutable;
using CsCheck;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Replay;

namespace TubeDetr.Grid.Search.Tests.Pruners;

/// <summary>What holds for every pruner.</summary>
public sealed class PrunerConformanceTests
{
    private const int Epochs = 9;

    private static readonly Gen<double> Value = Gen.Frequency((20, Gen.Double[-1, 1]), (2, Gen.Const(0.5)), (1, Gen.Const(double.NaN)));

    private static readonly Gen<ImmutableArray<TrainedCurve>> Sweep = Gen.Select(Value.Array[Epochs], Gen.Int[0, Epochs], Gen.Bool)
        .Select((values, trained, lost) => (values, Trained: lost ? trained : Epochs, Lost: lost && trained < Epochs))
        .Array[1, 30]
        .Select(all => all.Select((one, index) => SomeCurves.Trained(index, one.values) with { Trained = one.Trained, Lost = one.Lost }).ToImmutableArray());

    public static TheoryData<PrunerSettings> Pruners =>
    [
        new PrunerSettings { Kind = PrunerKind.None },
        new PrunerSettings { Kind = PrunerKind.Median, MinIter = 2, Startup = 3 },
        new PrunerSettings { Kind = PrunerKind.Asha },
        new PrunerSettings { Kind = PrunerKind.Asha, MinIter = 2, Eta = 2, S = 3, MaxIter = 8 },
        new PrunerSettings { Kind = PrunerKind.Asha, MinIter = 1, Eta = 4.5 },
        new PrunerSettings { Kind = PrunerKind.Hyperband, MinIter = 1 },
        new PrunerSettings { Kind = PrunerKind.Hyperband, MaxIter = 9, S = 2, Strict = true },
    ];

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Judge_OfASweep_IsPureAndSpeaksOfEachOpenCurveInItsOrder(PrunerSettings settings) => EveryMoment(settings, (pruner, curves, planned) =>
    {
        var rulings = pruner.Judge(curves, planned);
        Assert.Equal(curves.Where(curve => curve.End == CurveEnd.Open).Select(curve => (curve.Index, curve.Experiment)), rulings.Select(ruling => (ruling.Index, ruling.Experiment)));
        Assert.Equal(rulings, Pruner.Of(settings, SomeCurves.Greatest).Judge(curves, planned));
    });

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Judge_OfASweep_GrantsNoMoreThanTheEpochsAndTakesNothingBack(PrunerSettings settings) => EveryMoment(settings, (pruner, curves, planned) =>
        Assert.All(pruner.Judge(curves, planned), ruling =>
        {
            var curve = curves[ruling.Index];
            Assert.InRange(ruling.Grant, ruling.Verdict == Verdict.Promote ? curve.Granted + 1 : curve.Latest, curve.Epochs);
        }));

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Judge_AfterItsRulingsWereCarriedOut_HasNoNewOnes(PrunerSettings settings) => EveryMoment(settings, (pruner, curves, planned) =>
    {
        var rulings = pruner.Judge(curves, planned);
        var next = rulings.Aggregate(curves, (all, ruling) => all.SetItem(ruling.Index, CarriedOut(all[ruling.Index], ruling)));
        Assert.All(pruner.Judge(next, planned), ruling => Assert.True(ruling.Verdict is Verdict.Continue or Verdict.Wait, ruling.ToString()));
    });

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Judge_WhereItEndsSomebody_SaysByWhomWhenAndAgainstWhom(PrunerSettings settings) => EveryMoment(settings, (pruner, curves, planned) =>
        Assert.All(pruner.Judge(curves, planned).Where(ruling => ruling.Verdict == Verdict.Prune), ruling =>
        {
            Assert.StartsWith($"pruned by {pruner.Name} at epoch {curves[ruling.Index].Latest}: ", ruling.Reason, StringComparison.Ordinal);
            Assert.Contains(curves, other => other.Index != ruling.Index && ruling.Reason.Contains(other.Experiment.Value, StringComparison.Ordinal));
        }));

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Play_OfAnySweep_LetsNobodyWaitForEver(PrunerSettings settings) => Gen.Select(Sweep, Gen.Int[1, 8]).Sample((sweep, slots) =>
    {
        var played = CurveReplay.Play(Pruner.Of(settings, SomeCurves.Greatest), SomeCurves.Greatest, sweep, slots);
        Assert.All(played, one => Assert.True(one.Trained == one.Curve.Trained || one.Pruned is not null, $"{one}"));
        return true;
    });

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Play_WhereOneIsAheadAtEveryEpoch_TrainsItToItsEnd(PrunerSettings settings) => Gen.Select(Sweep, Gen.Int[1, 8], Gen.Int[0, 29]).Sample((sweep, slots, place) =>
    {
        var index = place % sweep.Length;
        var ahead = sweep.SetItem(index, SomeCurves.Trained(index, [.. Enumerable.Range(2, Epochs).Select(value => (double)value)]));
        var played = CurveReplay.Play(Pruner.Of(settings, SomeCurves.Greatest), SomeCurves.Greatest, ahead, slots);
        Assert.Equal(Epochs, played[index].Trained);
        Assert.Null(played[index].Pruned);
    });

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Play_WithTheValuesTurnedAround_EndsTheSameExperiments(PrunerSettings settings) => Gen.Select(Sweep, Gen.Int[1, 8]).Sample((sweep, slots) =>
    {
        var turned = sweep.Select(curve => curve with { Points = [.. curve.Points.Select(point => point with { Value = -point.Value })] }).ToImmutableArray();
        Assert.Equal(
            CurveReplay.Play(Pruner.Of(settings, SomeCurves.Greatest), SomeCurves.Greatest, sweep, slots).Select(one => one.Trained),
            CurveReplay.Play(Pruner.Of(settings, SomeCurves.Least), SomeCurves.Least, turned, slots).Select(one => one.Trained));
    });

    /// <summary>Any state that a sweep can be in: some experiments to come, each of the others somewhere on its way.</summary>
    private static void EveryMoment(PrunerSettings settings, Action<IPruner, ImmutableArray<Curve>, int> check)
    {
        var pruner = Pruner.Of(settings, SomeCurves.Greatest);
        Assert.Empty(Pruner.Faults(settings));
        Gen.Select(Sweep, Gen.Int[0, Epochs].Array[30], Gen.Int[0, 5]).Sample((sweep, seen, toCome) =>
            check(pruner, [.. sweep.Select((curve, place) => Seen(pruner, curve, seen[place]))], sweep.Length + toCome));
    }

    private static Curve Seen(IPruner pruner, TrainedCurve curve, int epochs)
    {
        var first = pruner.FirstGrant(curve.Index, curve.Epochs);
        var done = Math.Min(curve.Trained, epochs);
        return new Curve
        {
            Experiment = curve.Experiment,
            Index = curve.Index,
            Epochs = curve.Epochs,
            Granted = Math.Max(first, done),
            Points = [.. curve.Points.Take(done)],
            End = done < curve.Trained ? CurveEnd.Open : curve.Lost ? CurveEnd.Lost : CurveEnd.Shown,
        };
    }

    private static Curve CarriedOut(Curve curve, Ruling ruling) => ruling.Verdict switch
    {
        Verdict.Promote => curve with { Granted = ruling.Grant },
        Verdict.Prune => curve with { End = CurveEnd.Shown },
        _ => curve,
    };
}
