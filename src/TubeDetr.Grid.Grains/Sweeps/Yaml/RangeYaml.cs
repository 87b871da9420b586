using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>min, max, distribution, q</c> of a parameter. Without a distribution: integers when both bounds are, else a uniform number, as W&amp;B does.</summary>
internal sealed class RangeYaml(YamlMap map, HyperParameterDefinition definition, SweepMethod method)
{
    private static readonly string[] Known =
        ["int_uniform", "uniform", "q_uniform", "log_uniform", "q_log_uniform", "log_uniform_values", "q_log_uniform_values"];

    public SearchDomain.Drawn? Read()
    {
        if (!map.Has("min") || !map.Has("max"))
        {
            map.Wrong(map.Has("min") ? "min" : "max", "needs both min and max");
            return null;
        }

        if (map.Number("min") is not { } min || map.Number("max") is not { } max || Shape(min.IsInteger && max.IsInteger) is not { } shape || !Quantum(out var quantum))
        {
            return null;
        }

        var distribution = new NumberDistribution(shape, min.Value, max.Value, quantum);
        return IsSound(distribution) && IsAllowed(distribution) && IsForMethod(distribution) ? new SearchDomain.Drawn(definition, distribution) : null;
    }

    private DistributionShape? Shape(bool integers)
    {
        var name = map.Text("distribution") ?? (integers ? "int_uniform" : map.Has("q") ? "q_uniform" : "uniform");
        if (!Known.Contains(name, StringComparer.Ordinal))
        {
            map.Wrong("distribution", $"distribution {name} is not known; with min and max there are {string.Join(", ", Known)}");
            return null;
        }

        if (name.StartsWith("q_", StringComparison.Ordinal) != map.Has("q") && map.Has("distribution"))
        {
            map.Wrong("distribution", map.Has("q") ? $"distribution {name} takes no q; q_{name} does" : $"distribution {name} needs q, the step");
            return null;
        }

        return name switch
        {
            "int_uniform" when map.Has("q") => DistributionShape.Uniform,
            "int_uniform" => DistributionShape.IntUniform,
            "uniform" or "q_uniform" => DistributionShape.Uniform,
            "log_uniform" or "q_log_uniform" => DistributionShape.LogUniform,
            _ => DistributionShape.LogUniformValues,
        };
    }

    private bool Quantum(out double? quantum)
    {
        quantum = map.Has("q") ? map.Number("q")?.Value : null;
        if (!map.Has("q") || quantum > 0)
        {
            return true;
        }

        if (quantum is not null)
        {
            map.Wrong("q", "q must be greater than 0");
        }

        return false;
    }

    private bool IsSound(NumberDistribution distribution)
    {
        if (distribution.Minimum >= distribution.Maximum)
        {
            map.Wrong("min", $"min {Text(distribution.Minimum)} must be less than max {Text(distribution.Maximum)}");
            return false;
        }

        if (distribution.Shape == DistributionShape.LogUniformValues && distribution.Minimum <= 0)
        {
            map.Wrong("min", "min must be greater than 0 for a logarithmic distribution");
            return false;
        }

        if (distribution.Shape == DistributionShape.IntUniform && !(double.IsInteger(distribution.Minimum) && double.IsInteger(distribution.Maximum)))
        {
            map.Wrong("min", "min and max of int_uniform must be integers");
            return false;
        }

        return true;
    }

    private bool IsAllowed(NumberDistribution distribution)
    {
        if (definition.Type == HyperParameterType.Integer && distribution.Shape != DistributionShape.IntUniform && distribution.Quantum is null)
        {
            map.Wrong("distribution", "takes integers: use int_uniform, or a distribution that begins with q_ and a whole q");
            return false;
        }

        // Rounding may leave the range by half a step.
        var (low, high) = distribution.Bounds;
        var faults = new[] { (Key: "min", Value: low), (Key: "max", Value: high) }
            .Select(bound => (bound.Key, HyperParameterText.OfNumber(definition, definition.Type == HyperParameterType.Integer ? Math.Round(bound.Value) : bound.Value).Fault))
            .Where(bound => bound.Fault is not null)
            .ToList();
        faults.ForEach(bound => map.Wrong(bound.Key, bound.Fault!));
        if (definition.Type == HyperParameterType.Integer && distribution.Quantum is { } quantum && !double.IsInteger(quantum))
        {
            map.Wrong("q", "q must be whole, because the hyper-parameter takes integers");
            return false;
        }

        return faults.Count == 0;
    }

    private bool IsForMethod(NumberDistribution distribution)
    {
        if (method != SweepMethod.Grid || distribution.Count is > 0)
        {
            return true;
        }

        map.Wrong(
            "min",
            distribution.Count is null ? "a grid cannot try every value of it: write values, use int_uniform or q_uniform, or set method: random" : "no multiple of q lies between min and max");
        return false;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
