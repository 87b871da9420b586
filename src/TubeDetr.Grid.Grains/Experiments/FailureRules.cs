using System.Collections.Immutable;
using System.Text.RegularExpressions;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>What a sweep's failure rules say about the end of an attempt.</summary>
public static class FailureRules
{
    /// <summary>Matching takes time in proportion to the text, whatever the pattern is.</summary>
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>The rule that ends the experiment; null when none does.</summary>
    public static FailureRule? Cancelling(ImmutableArray<FailureRule> rules, string text) => First(rules, FailureAction.CancelRetries, text);

    /// <summary>Whether the slot is to be avoided for good.</summary>
    public static bool Exclude(ImmutableArray<FailureRule> rules, string text) => First(rules, FailureAction.ExcludeSlot, text) is not null;

    /// <summary>What is wrong with a pattern, for people; null when it can be used.</summary>
    public static string? FaultOf(string pattern)
    {
        try
        {
            _ = new Regex(pattern, Linear);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e is NotSupportedException ? "look-around, back-references and atomic groups cannot be used" : e.Message;
        }
    }

    private static FailureRule? First(ImmutableArray<FailureRule> rules, FailureAction action, string text) =>
        rules.FirstOrDefault(rule => rule.Action == action && Regex.IsMatch(text, rule.Pattern, Linear, Regex.InfiniteMatchTimeout));
}
