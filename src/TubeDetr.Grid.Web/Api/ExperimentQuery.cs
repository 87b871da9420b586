using System.Collections.Immutable;
using System.ComponentModel;
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
    internal IResult Answer(ImmutableArray<ExperimentSnapshot> experiments, PageQuery page)
    {
        var reading = FilterLanguage.Read(Filter ?? "", FilterVocabulary.Of(experiments));
        return reading.Node is { } node
            ? TypedResults.Ok(page.Of(experiments.Where(node.Matches).ToArray()))
            : Problems.Wrong("The filter cannot be read", [$"at character {reading.Fault!.At + 1}: {reading.Fault.Message}"]);
    }
}
