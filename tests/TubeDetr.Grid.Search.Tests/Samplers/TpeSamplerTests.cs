using System.Collections.Immutable;
using CsCheck;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Samplers;

public sealed class TpeSamplerTests
{
    private readonly TpeSampler _sampler = new();

    [Fact]
    public void Propose_AnyJournal_FulfilsTheSpace() => Journals.Sample(
        journal =>
        {
            var set = _sampler.Propose(Some.Everything, 3, journal.Length, journal);
            Assert.True(Some.Everything.Allows(set));
            Assert.Equal(set.Values["optimizer"].Text is "sgd", set.Values.ContainsKey("momentum"));
            Assert.Equal(set.Values.TryGetValue("momentum", out var momentum) && momentum.Number > 0.5, set.Values.ContainsKey("nesterov"));
            Assert.InRange(set.Values["lr"].Number, 1e-5, 1e-1);
            Assert.InRange(set.Values["layers"].Number, 1, 6);
            Assert.Equal(HyperParameterType.Integer, set.Values["layers"].Type);
        },
        iter: 60);

    [Fact]
    public void Propose_JournalInAnotherOrder_IsTheSame() => Gen.Select(Journals, Gen.Int).Sample(
        (journal, order) =>
        {
            var shuffled = journal.OrderBy(observation => SeededUnit.Of(order, observation.Index, "order")).ToList();
            Assert.Equal(_sampler.Propose(Some.Everything, 3, journal.Length, journal), _sampler.Propose(Some.Everything, 3, journal.Length, shuffled));
        },
        iter: 60);

    [Fact]
    public void Propose_JournalBegunAnewAnywhere_IsContinuedAlike()
    {
        var whole = Search(new TpeSampler(), 40);

        Assert.All(new[] { 5, 10, 23, 39 }, length => Assert.Equal(whole[length].HyperParameters, new TpeSampler().Propose(Plane, 1, length, [.. whole.Take(length)])));
    }

    [Fact]
    public void Propose_ManyTimes_ComesNearerThanRandomSearch() =>
        Assert.True(Search(_sampler, 60).Min(observation => observation.Costs[0]) < 0.25 * Search(new RandomSampler(), 60).Min(observation => observation.Costs[0]));

    [Fact]
    public void Propose_BesideOneThatRuns_KeepsApart()
    {
        var journal = Search(_sampler, 30);
        var first = _sampler.Propose(Plane, 1, 30, journal);
        var running = new Observation { Index = 30, HyperParameters = first, State = ObservationState.Running };

        Assert.NotEqual(first, _sampler.Propose(Plane, 1, 30, [.. journal, running]));
    }

    [Fact]
    public void Propose_FewCombinations_RepeatsNoneOfThem()
    {
        var space = Some.Space(Some.Integer("a", 1, 5), Some.Integer("b", 1, 5));
        var journal = new List<Observation>();
        for (var index = 0; index < 18; index++)
        {
            journal.Add(Completed(index, _sampler.Propose(space, 2, index, journal), set => set.Values["a"].Number));
        }

        Assert.Equal(8, journal.Skip(10).Select(observation => observation.HyperParameters).Except(journal.Take(10).Select(observation => observation.HyperParameters)).Count());
    }

    [Fact]
    public void Propose_TwoObjectives_FindsBothEndsOfTheFront()
    {
        var journal = new List<Observation>();
        for (var index = 0; index < 80; index++)
        {
            var set = _sampler.Propose(Plane, 4, index, journal);
            var (x, y) = (set.Values["x"].Number, set.Values["y"].Number);
            journal.Add(Completed(index, set, _ => 0) with { Costs = [x + Math.Abs(y - 0.5), 1 - x + Math.Abs(y - 0.5)] });
        }

        var late = journal.Skip(40).Select(observation => observation.HyperParameters.Values).ToList();
        Assert.True(late.Average(values => Math.Abs(values["y"].Number - 0.5)) < 0.12);
        Assert.True(late.Min(values => values["x"].Number) < 0.2 && late.Max(values => values["x"].Number) > 0.8);
    }

    private static SearchSpace Plane { get; } = Some.Space(Some.Uniform("x"), Some.Uniform("y"));

    /// <summary>Of every state, with and without costs.</summary>
    private static Gen<ImmutableArray<Observation>> Journals { get; } = Gen.Select(Gen.Int[0, 60], Gen.Long[0, 1_000_000]).Select((count, seed) =>
        Enumerable.Range(0, count).Select(index => new Observation
        {
            Index = index,
            HyperParameters = new RandomSampler().Propose(Some.Everything, seed, index, []),
            State = (ObservationState)(SeededUnit.Bits(seed, index, "state") % 4),
            Costs = SeededUnit.Of(seed, index, "none") < 0.1 ? [] : [Math.Round(SeededUnit.Of(seed, index, "cost"), 1)],
        }).ToImmutableArray());

    private static List<Observation> Search(ISampler sampler, int count)
    {
        var journal = new List<Observation>();
        for (var index = 0; index < count; index++)
        {
            journal.Add(Completed(index, sampler.Propose(Plane, 1, index, journal), set => Math.Pow(set.Values["x"].Number - 0.3, 2) + Math.Pow(set.Values["y"].Number - 0.8, 2)));
        }

        return journal;
    }

    private static Observation Completed(int index, HyperParameterSet set, Func<HyperParameterSet, double> cost) =>
        new() { Index = index, HyperParameters = set, State = ObservationState.Completed, Costs = [cost(set)] };
}
