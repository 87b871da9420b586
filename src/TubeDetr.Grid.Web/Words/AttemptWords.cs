using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Phrases about attempts.</summary>
public static class AttemptWords
{
    /// <summary><c>attempt 2, silo lost</c>: why the one before ended.</summary>
    public static string Resumed(ExperimentSnapshot experiment, AttemptSnapshot attempt)
    {
        var cause = experiment.Attempts.LastOrDefault(a => a.Number < attempt.Number)?.Cause;
        var name = string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Number}");
        return cause is null ? name : $"{name}, {cause}";
    }

    /// <summary>How an attempt ended; "training" while it has not.</summary>
    public static string Cause(AttemptSnapshot attempt) => attempt.Ended is null ? "training" : attempt.Cause ?? "ended";
}
