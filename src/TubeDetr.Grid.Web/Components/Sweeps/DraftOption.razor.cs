using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Drafts;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Sweeps;

/// <summary>A row of the form.</summary>
public partial class DraftOption
{
    private static readonly (string Value, string Word)[] Distributions =
    [
        ("", "even"), ("log_uniform_values", "even by the logarithm"), ("int_uniform", "whole numbers"), ("q_uniform", "even, in steps"), ("q_log_uniform_values", "by the logarithm, in steps"),
    ];

    [Parameter, EditorRequired]
    public required HyperParameterDefinition Definition { get; set; }

    [Parameter, EditorRequired]
    public required SearchChoice Choice { get; set; }

    /// <summary>Hyper-parameters of the sweep that it may follow.</summary>
    [Parameter, EditorRequired]
    public required IEnumerable<string> Others { get; set; }

    [Parameter]
    public ImmutableArray<string> Errors { get; set; } = [];

    [Parameter]
    public EventCallback<SearchChoice> Changed { get; set; }

    private bool IsNumber => Definition.Type is HyperParameterType.Integer or HyperParameterType.Number;

    private string? Invalid => Errors.IsEmpty ? null : "true";

    private string? List => Words.IsEmpty ? null : $"words-{Definition.Name}";

    private ImmutableArray<string> Words => Definition.Type == HyperParameterType.Boolean ? ["true", "false"] : Definition.Choices;

    private string Example => Words.IsEmpty ? "such as " + Definition.Default.Text : string.Join(", ", Words);

    /// <summary>Default and range, or the words that it may be.</summary>
    private string Facts
    {
        get
        {
            var range = (Definition.Minimum, Definition.Maximum) switch
            {
                ({ } low, { } high) => $", {Numbers.Significant(low)}–{Numbers.Significant(high)}",
                ({ } low, null) => $", at least {Numbers.Significant(low)}",
                (null, { } high) => $", at most {Numbers.Significant(high)}",
                _ => Words.IsEmpty ? "" : ", " + string.Join(" | ", Words),
            };
            return $"default {(Definition.Default.Text.Length > 0 ? SweepWords.Value(Definition.Default) : "empty")}{range}";
        }
    }

    private IEnumerable<(SearchKind Kind, string Word)> Kinds =>
    [
        (SearchKind.Default, "default"),
        (SearchKind.Value, "one value"),
        (SearchKind.Values, "several values"),
        .. IsNumber ? new[] { (SearchKind.Range, "a range") } : [],
        .. Others.Any(other => !string.Equals(other, Definition.Name, StringComparison.Ordinal)) || Choice.Kind == SearchKind.SameAs ? new[] { (SearchKind.SameAs, "the same as") } : [],
        .. Choice.Kind == SearchKind.Written ? new[] { (SearchKind.Written, "as written") } : [],
    ];

    private Task Set(SearchChoice choice) => Changed.InvokeAsync(choice);

    /// <summary>Another kind begins with what stood there, or with the default.</summary>
    private Task Switch(SearchKind kind)
    {
        var start = Choice.Text.Length > 0 && Choice.Kind != SearchKind.SameAs ? Choice.Text : Definition.Default.Text;
        return Set(kind switch
        {
            SearchKind.Value => new SearchChoice(kind, start.Split(',')[0].Trim()),
            SearchKind.Values => new SearchChoice(kind, start),
            SearchKind.Range => new SearchChoice(kind, "", Written(Math.Max(Near.Low, Definition.Minimum ?? double.NegativeInfinity)), Written(Math.Min(Near.High, Definition.Maximum ?? double.PositiveInfinity))),
            SearchKind.SameAs => new SearchChoice(kind, Others.First(other => !string.Equals(other, Definition.Name, StringComparison.Ordinal))),
            _ => SearchChoice.Default,
        });
    }

    /// <summary>A decade to both sides of the default.</summary>
    private (double Low, double High) Near => Definition.Default.Number switch
    {
        0 => (0, 1),
        > 0 and var number => (number / 10, number * 10),
        var number => (number * 10, number / 10),
    };

    private string Written(double value) => HyperParameterValue.Of(Definition.Type == HyperParameterType.Integer ? Math.Round(value) : value).Text;
}
