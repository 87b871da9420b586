using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Tests.Experiments;

public sealed class ExperimentLifecycleTests
{
    /// <summary>
    /// The whole matrix, written a second time: a row per event; columns Queued Running Stopping Paused, then the four terminal states, which all answer alike.
    /// A letter is the state after it (C Completed, P Pruned, X Cancelled, F Failed, Q R S Z otherwise), ~ is stale, - is refused.
    /// </summary>
    private const string Matrix = """
        SlotTaken         R - - - -
        Progressed        ~ R S ~ ~
        Completed         ~ C C ~ ~
        Failed            ~ F F ~ ~
        GrantUsed         ~ Z ~ ~ ~
        HandedOver        ~ Q ~ ~ ~
        AttemptLost       ~ Q ~ ~ ~
        LastAttemptLost   ~ F ~ ~ ~
        CancelAsked       X S S X -
        PruneAsked        P S - P -
        PauseAsked        Z S - - -
        ResumeAsked       - - - Q -
        StopAsked         X S - X -
        RequeueAsked      - S - Q -
        StoppedForCancel  ~ ~ X ~ ~
        StoppedForPrune   ~ ~ P ~ ~
        StoppedForPause   ~ ~ Z ~ ~
        StoppedForRequeue ~ ~ Q ~ ~
        RetriesCancelled  F ~ ~ ~ ~
        """;

    private static readonly ExperimentState[] Living = [ExperimentState.Queued, ExperimentState.Running, ExperimentState.Stopping, ExperimentState.Paused];
    private static readonly ExperimentState[] Terminal = [ExperimentState.Completed, ExperimentState.Pruned, ExperimentState.Cancelled, ExperimentState.Failed];

    public static TheoryData<ExperimentState, ExperimentEvent, char> Cells()
    {
        var cells = new TheoryData<ExperimentState, ExperimentEvent, char>();
        foreach (var line in Matrix.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var @event = Enum.Parse<ExperimentEvent>(words[0]);
            for (var i = 0; i < Living.Length; i++)
            {
                cells.Add(Living[i], @event, words[i + 1][0]);
            }

            foreach (var state in Terminal)
            {
                cells.Add(state, @event, words[5][0]);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Transition_EveryCell_IsAsWritten(ExperimentState state, ExperimentEvent @event, char expected)
    {
        var transition = ExperimentLifecycle.Transition(state, @event);

        Assert.Equal(
            expected switch
            {
                '~' => new Transition(Verdict.Stale, state),
                '-' => new Transition(Verdict.Refused, state),
                'Q' => new Transition(Verdict.Accepted, ExperimentState.Queued),
                'R' => new Transition(Verdict.Accepted, ExperimentState.Running),
                'S' => new Transition(Verdict.Accepted, ExperimentState.Stopping),
                'Z' => new Transition(Verdict.Accepted, ExperimentState.Paused),
                'C' => new Transition(Verdict.Accepted, ExperimentState.Completed),
                'P' => new Transition(Verdict.Accepted, ExperimentState.Pruned),
                'X' => new Transition(Verdict.Accepted, ExperimentState.Cancelled),
                'F' => new Transition(Verdict.Accepted, ExperimentState.Failed),
                _ => throw new ArgumentOutOfRangeException(nameof(expected)),
            },
            transition);
    }

    [Fact]
    public void Cells_TheMatrix_HasEveryStateAndEvent() =>
        Assert.Equal(Enum.GetValues<ExperimentState>().Length * Enum.GetValues<ExperimentEvent>().Length, Cells().Count);

    [Fact]
    public void StoppedFor_NoRequest_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => ExperimentLifecycle.StoppedFor(ExperimentEvent.Completed));
}
