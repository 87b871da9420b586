using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Which experiments are asked for, in the filter language of the page.</summary>
public readonly record struct ExperimentQuery
{
    [Description("The filter language of the page, such as: metrics.viou > 0.3 and (params.lr > 1e-4 or not failed)"), FromQuery(Name = "filter")]
    public string? Filter { get; init; }

    /// <summary>The page of those that pass, or a problem that says what is wrong with the filter.</summary>
    internal IResult Answer(ImmutableArray<ExperimentSnapshot> experiments, PageQuery page) =>
        TryChoose(experiments, out var chosen, out var problem) ? TypedResults.Ok(page.Of(chosen)) : problem;

    /// <summary>Those that pass; false with a problem when the filter cannot be read.</summary>
    internal bool TryChoose(ImmutableArray<ExperimentSnapshot> experiments, out ExperimentSnapshot[] chosen, [NotNullWhen(false)] out IResult? problem)
    {
        var reading = FilterLanguage.Read(Filter ?? "", FilterVocabulary.Of(experiments));
        chosen = reading.Node is { } node ? [.. experiments.Where(node.Matches)] : [];
        problem = reading.Node is null ? Problems.Wrong("The filter cannot be read", [$"at character {reading.Fault!.At + 1}: {reading.Fault.Message}"]) : null;
        return problem is null;
    }
}
