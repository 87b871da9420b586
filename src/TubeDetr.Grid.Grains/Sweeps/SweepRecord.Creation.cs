using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Yaml;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>The beginning.</content>
public sealed partial record SweepRecord
{
    /// <param name="proposals">Those that were made up front; none for methods that learn.</param>
    public static SweepRecord Of(string yaml, SweepDefinition definition, ImmutableArray<HyperParameterSet> proposals, DateTimeOffset now) => new()
    {
        Yaml = yaml,
        Name = definition.Name,
        Method = MethodYaml.NameOf(definition.Method),
        Objective = definition.Objective,
        OtherObjectives = definition.OtherObjectives,
        MaxConcurrent = definition.MaxConcurrent,
        MaxAttempts = definition.MaxAttempts,
        Priority = definition.Priority,
        Checkpoints = definition.Checkpoints,
        Requires = definition.Requires,
        FailureRules = definition.FailureRules,
        TimeBudget = definition.TimeBudget,
        Constants = definition.Space.Parameters.Aggregate(HyperParameterSet.Empty, WithConstant),
        Planned = proposals.IsEmpty ? definition.RunCap ?? 0 : proposals.Length,

        // What only follows another hyper-parameter tells nothing of its own.
        Differing =
        [
            .. definition.Space.Parameters
                .Where(parameter => parameter.Domain is not SearchDomain.SameAs && Differs(parameter, proposals))
                .Select(parameter => parameter.Name),
        ],
        Created = now,
    };

    private static HyperParameterSet WithConstant(HyperParameterSet set, SearchParameter parameter) =>
        parameter is { When: null, Domain: SearchDomain.Choice { Values: [var value] } } ? set.With(parameter.Name, value) : set;

    private static bool Differs(SearchParameter parameter, ImmutableArray<HyperParameterSet> proposals) => proposals.IsEmpty
        ? parameter.Domain.Count is not 1
        : proposals.Select(set => set.Values.TryGetValue(parameter.Name, out var value) ? value : default(HyperParameterValue?)).Distinct().Count() > 1;
}
