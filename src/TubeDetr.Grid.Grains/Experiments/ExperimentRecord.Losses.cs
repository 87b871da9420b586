using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>Losses: how often, how soon again, and where not.</content>
public sealed partial record ExperimentRecord
{
    private ImmutableArray<FailureRule> Rules => Spec is { FailureRules: { IsDefault: false } rules } ? rules : [];

    /// <summary>The attempt's slot is gone, or it broke down.</summary>
    /// <param name="lines">What the silo wrote last, when it crashed and that is known.</param>
    public ExperimentRecord? Lose(int attempt, string cause, DateTimeOffset now, params ImmutableArray<string> lines)
    {
        if (!Counts(attempt))
        {
            return null;
        }

        if (Asked is { } asked)
        {
            return EndAttempt(ExperimentLifecycle.StoppedFor(asked), Reason ?? cause, now);
        }

        var counted = CountLoss(now) with { Attempts = Remember(attempt, lines) };
        return (FailureRules.Cancelling(Rules, Text(cause, lines)), counted.Losses < Spec!.MaxAttempts) switch
        {
            ({ } rule, _) => counted.EndAttempt(ExperimentEvent.LastAttemptLost, $"{cause} (attempt {Attempt}; a failure rule cancels retries: {rule.Pattern})", now)?.WithLastLines(),
            (_, true) => counted.EndAttempt(ExperimentEvent.AttemptLost, cause, now)?.Exclude(attempt, Text(cause, lines)),
            _ => counted.EndAttempt(ExperimentEvent.LastAttemptLost, $"{cause} (attempt {Attempt}; {Spec.MaxAttempts} may be lost)", now)?.WithLastLines(),
        };
    }

    /// <summary>The silo of an attempt tells in its next life what it wrote last; the loss may be known already. Null when nobody here knows that attempt.</summary>
    public ExperimentRecord? Explain(int attempt, ImmutableArray<string> lines, DateTimeOffset now)
    {
        if (Attempts.FirstOrDefault(known => known.Number == attempt) is not { } crashed)
        {
            return null;
        }

        var cause = $"silo {crashed.Silo} crashed: {(lines.IsEmpty ? "it wrote nothing about it" : lines[0])}";
        if (Counts(attempt))
        {
            return Lose(attempt, cause, now, lines);
        }

        var told = this with { Attempts = Remember(attempt, lines) };
        var text = Text(crashed.Cause ?? "", lines);
        return attempt != Attempt ? told
            : State == ExperimentState.Failed ? told.WithLastLines()
            : FailureRules.Cancelling(Rules, text) is { } rule && told.Move(ExperimentEvent.RetriesCancelled, $"{cause} (a failure rule cancels retries: {rule.Pattern})", now, Attempt) is { } failed
                ? (failed with { Reason = failed.Transitions[^1].Cause }).WithLastLines()
                : told.Exclude(attempt, text);
    }

    /// <summary>One more loss; its silo comes last for the next attempt, which pauses the longer the more attempts in a row have brought nothing.</summary>
    private ExperimentRecord CountLoss(DateTimeOffset now)
    {
        var fruitless = (Latest?.Step ?? 0) > Attempts[^1].FromStep ? 1 : Fruitless + 1;
        var pause = LossPause.After(fruitless);
        return this with
        {
            Losses = Losses + 1,
            Fruitless = fruitless,
            NotBefore = pause > TimeSpan.Zero ? now + pause : null,
            Avoided = Avoided.Contains(Attempts[^1].Silo, StringComparer.Ordinal) ? Avoided : Avoided.Add(Attempts[^1].Silo),
        };
    }

    private ImmutableArray<AttemptSnapshot> Remember(int attempt, ImmutableArray<string> lines) =>
        lines.IsEmpty ? Attempts : [.. Attempts.Select(known => known.Number == attempt ? known with { LastLines = lines } : known)];

    private ExperimentRecord Exclude(int attempt, string text)
    {
        var silo = Attempts.First(known => known.Number == attempt).Silo;
        return FailureRules.Exclude(Rules, text) && !Excluded.Contains(silo, StringComparer.Ordinal) ? this with { Excluded = Excluded.Add(silo) } : this;
    }

    /// <summary>The reason of its failure with the last lines that any silo of its attempts left.</summary>
    private ExperimentRecord WithLastLines() => Attempts.LastOrDefault(known => !known.LastLines.IsDefaultOrEmpty) is not { } told ? this : this with
    {
        Reason = $"{Reason?.Split('\n')[0]}\nLast lines of {told.Silo} in attempt {told.Number}:\n{string.Join('\n', told.LastLines)}",
    };

    private static string Text(string cause, ImmutableArray<string> lines) => string.Join('\n', (IEnumerable<string>)[cause, .. lines]);
}
