using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>method</c>, and checks that the keys beside it go with it.</summary>
internal static class MethodYaml
{
    private static readonly ImmutableArray<string> Names = [.. Enum.GetValues<SweepMethod>().Select(NameOf)];

    public static string NameOf(SweepMethod method) => method switch
    {
        SweepMethod.Grid => "grid",
        SweepMethod.Random => "random",
        SweepMethod.Sobol => "sobol",
        SweepMethod.Tpe => "tpe",
        _ => "pbt",
    };

    public static SweepMethod Read(YamlMap root)
    {
        var text = root.Text("method");
        var place = text is null ? -1 : Names.IndexOf(text);
        if (place >= 0)
        {
            return (SweepMethod)place;
        }

        if (text is not null || !root.Has("method"))
        {
            root.Wrong("method", text is null ? $"method is missing: {string.Join(", ", Names)}" : $"method must be one of {string.Join(", ", Names)}, not {text}{NearestName.Suggest(text, Names)}");
        }

        return SweepMethod.Grid;
    }

    public static void Check(YamlMap root, SweepDefinition sweep, ImmutableArray<HyperParameterDefinition> definitions)
    {
        var isPbt = sweep.Method == SweepMethod.Pbt;
        if (sweep.Method is SweepMethod.Random or SweepMethod.Sobol or SweepMethod.Tpe && !root.Has("run_cap"))
        {
            root.Wrong("method", $"{(sweep.Method == SweepMethod.Random ? "random search" : NameOf(sweep.Method))} needs run_cap: the number of experiments");
        }

        if (isPbt && !root.Has("population"))
        {
            root.Wrong("method", "pbt needs population: how many experiments train side by side");
        }

        foreach (var key in (isPbt ? ["run_cap", "early_terminate"] : (string[])["population", "interval"]).Where(root.Has))
        {
            root.Wrong(key, isPbt ? $"{key} does not go with pbt, whose population ends experiments and replaces them" : $"{key} goes with method: pbt alone");
        }

        foreach (var parameter in isPbt ? sweep.Space.Parameters.Where(parameter => parameter.Domain.Count is not 1 && ShapesTheModel(parameter, definitions)) : [])
        {
            root.WrongAt(parameter.Line, $"{parameter.Name}: changes the model, so that a checkpoint of the population would not fit: make it a constant, or use another method");
        }
    }

    private static bool ShapesTheModel(SearchParameter parameter, ImmutableArray<HyperParameterDefinition> definitions) =>
        definitions.Any(known => string.Equals(known.Name, parameter.Name, StringComparison.Ordinal) && known.Group is "Model");
}
