using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Replay;

/// <summary>
/// Plays trained curves once more, under a pruner: experiments begin in their order on so many slots, an epoch takes what it took, whoever is promoted goes before
/// whoever has not begun, and the pruner is asked after every evaluation and every end.
/// </summary>
public sealed class CurveReplay
{
    private readonly IPruner _pruner;
    private readonly Objective _objective;
    private readonly ImmutableArray<TrainedCurve> _trained;
    private readonly Curve[] _shown;
    private readonly int[] _done;
    private readonly string?[] _pruned;
    private readonly PriorityQueue<int, (double Time, int Place)> _epochs = new();
    private readonly SortedSet<int> _promoted = [];
    private int _begun;
    private int _free;

    private CurveReplay(IPruner pruner, Objective objective, ImmutableArray<TrainedCurve> trained, int slots)
    {
        (_pruner, _objective, _trained, _free) = (pruner, objective, trained, slots);
        _shown = [.. trained.Select(NotBegun)];
        _done = new int[trained.Length];
        _pruned = new string?[trained.Length];
    }

    /// <param name="trained">In the order in which they begin.</param>
    /// <param name="slots">How many train at a time, at least 1.</param>
    public static ImmutableArray<ReplayedExperiment> Play(IPruner pruner, Objective objective, ImmutableArray<TrainedCurve> trained, int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        var replay = new CurveReplay(pruner, objective, trained, slots);
        replay.Play();
        return [.. trained.Select(replay.Result)];
    }

    private void Play()
    {
        FillSlots(0);
        while (_epochs.TryDequeue(out var place, out var moment))
        {
            _done[place]++;
            Show(place);
            if (Judge(place))
            {
                Train(place, moment.Time);
            }
            else
            {
                _free++;
            }

            FillSlots(moment.Time);
        }
    }

    private void FillSlots(double time)
    {
        while (_free > 0 && Next() is { } place)
        {
            _free--;
            Train(place, time);
        }
    }

    private int? Next()
    {
        if (_promoted.Count > 0)
        {
            var first = _promoted.Min;
            _promoted.Remove(first);
            return first;
        }

        while (_begun < _trained.Length && _shown[_begun].End != CurveEnd.Open)
        {
            _begun++;
        }

        return _begun < _trained.Length ? _begun++ : null;
    }

    private Curve NotBegun(TrainedCurve curve) => new()
    {
        Experiment = curve.Experiment,
        Index = curve.Index,
        Epochs = curve.Epochs,
        Granted = _pruner.FirstGrant(curve.Index, curve.Epochs),
        End = curve.Trained > 0 ? CurveEnd.Open : CurveEnd.Lost,
    };

    private void Train(int place, double time) => _epochs.Enqueue(place, (time + _trained[place].SecondsPerEpoch, place));

    private void Show(int place)
    {
        var (trained, shown, done) = (_trained[place], _shown[place], _done[place]);
        _shown[place] = shown with
        {
            Points = [.. trained.Points.TakeWhile(point => point.Epoch <= done)],
            End = done < trained.Trained ? CurveEnd.Open : trained.Lost ? CurveEnd.Lost : CurveEnd.Shown,
        };
    }

    /// <summary>Carries out what follows from an epoch; true when its experiment trains on.</summary>
    private bool Judge(int place)
    {
        if (_shown[place].End == CurveEnd.Open && _shown[place].Latest != _done[place])
        {
            return true;
        }

        var goesOn = false;
        foreach (var ruling in _pruner.Judge([.. _shown], _shown.Length))
        {
            var judged = Place(ruling.Index);
            goesOn |= Apply(ruling, judged, judged == place) && judged == place;
        }

        return goesOn;
    }

    /// <summary>Experiments that train are judged at the end of their epochs, those that wait at any time.</summary>
    private bool Apply(Ruling ruling, int place, bool hasTrained)
    {
        switch (ruling.Verdict)
        {
            case Verdict.Promote:
                _shown[place] = _shown[place] with { Granted = ruling.Grant };
                _ = hasTrained || _promoted.Add(place);
                return true;
            case Verdict.Prune when hasTrained || _shown[place].Latest >= _shown[place].Granted:
                _shown[place] = _shown[place] with { End = CurveEnd.Shown };
                _pruned[place] = ruling.Reason;
                return false;
            default:
                return ruling.Verdict == Verdict.Continue;
        }
    }

    private int Place(int index) => index < _trained.Length && _trained[index].Index == index ? index : _trained.IndexOf(_trained.First(curve => curve.Index == index));

    private ReplayedExperiment Result(TrainedCurve curve)
    {
        var place = Place(curve.Index);
        var best = curve.Points.Where(point => point.Epoch <= _done[place]).Aggregate(
            default(double?), (best, point) => _objective.IsBetter(point.Value, best) ? point.Value : best);
        return new ReplayedExperiment(curve, _done[place], best, _pruned[place]);
    }
}
