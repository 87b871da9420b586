using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>
/// Reads <c>min, max, distribution, q, mu, sigma</c> of a parameter. Without a distribution, as W&amp;B does: integers when both bounds are, else a uniform number; normal with mu or sigma.
/// The normal distributions may also have min and max, which cut them off.
/// </summary>
internal sealed class RangeYaml(YamlMap map, HyperParameterDefinition definition, SweepMethod method)
{
    private static readonly string[] Known =
    [
        "int_uniform", "uniform", "q_uniform", "log_uniform", "q_log_uniform", "log_uniform_values", "q_log_uniform_values",
        "normal", "q_normal", "log_normal", "q_log_normal",
    ];

    /// <summary>Whether the parameter is a number from a distribution.</summary>
    public static bool IsMeant(YamlMap map) => map.Has("min") || map.Has("max") || map.Has("mu") || map.Has("sigma") || map.Text("distribution")?.Contains("normal", StringComparison.Ordinal) is true;

    public SearchDomain.Drawn? Read()
    {
        var name = Name();
        if (name is null || !Quantum(out var quantum) || (IsNormal(name) ? Normal(name, quantum) : Range(name, quantum)) is not { } distribution)
        {
            return null;
        }

        return IsSound(distribution) && IsAllowed(distribution) && IsForMethod(distribution) ? new SearchDomain.Drawn(definition, distribution) : null;
    }

    private static bool IsNormal(string name) => name.EndsWith("normal", StringComparison.Ordinal);

    private NumberDistribution? Range(string name, double? quantum)
    {
        if (!map.Has("min") || !map.Has("max"))
        {
            map.Wrong(map.Has("min") ? "min" : "max", "needs both min and max");
            return null;
        }

        foreach (var key in new[] { "mu", "sigma" }.Where(map.Has))
        {
            map.Wrong(key, $"{key} has no effect on distribution {name}; normal and log_normal take it");
        }

        return (map.Number("min"), map.Number("max")) is ({ } min, { } max) ? new NumberDistribution(Shape(name), min.Value, max.Value, quantum) : null;
    }

    private NumberDistribution? Normal(string name, double? quantum)
    {
        var sigma = map.Has("sigma") ? map.Number("sigma")?.Value : 1;
        if (sigma is <= 0)
        {
            map.Wrong("sigma", "sigma must be greater than 0");
            return null;
        }

        var isLog = name.EndsWith("log_normal", StringComparison.Ordinal);
        var min = map.Has("min") ? map.Number("min")?.Value : isLog ? 0 : double.NegativeInfinity;
        var max = map.Has("max") ? map.Number("max")?.Value : double.PositiveInfinity;
        var mean = map.Has("mu") ? map.Number("mu")?.Value : 0;
        return (min, max, mean, sigma) is ({ } low, { } high, { } mu, { } deviation)
            ? new NumberDistribution(isLog ? DistributionShape.LogNormal : DistributionShape.Normal, low, high, quantum) { Mean = mu, Deviation = deviation }
            : null;
    }

    private string? Name()
    {
        var name = map.Text("distribution") ?? Inferred();
        if (!Known.Contains(name, StringComparer.Ordinal))
        {
            map.Wrong("distribution", $"distribution {name} is not known; there are {string.Join(", ", Known)}");
            return null;
        }

        if (name.StartsWith("q_", StringComparison.Ordinal) != map.Has("q") && map.Has("distribution"))
        {
            map.Wrong("distribution", map.Has("q") ? $"distribution {name} takes no q; q_{name} does" : $"distribution {name} needs q, the step");
            return null;
        }

        return name;
    }

    private string Inferred() => map.Has("mu") || map.Has("sigma") ? map.Has("q") ? "q_normal" : "normal"
        : IsInteger("min") && IsInteger("max") ? "int_uniform"
        : map.Has("q") ? "q_uniform" : "uniform";

    private bool IsInteger(string key) => map.Node(key) is YamlDotNet.RepresentationModel.YamlScalarNode { Value: { } text } && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private DistributionShape Shape(string name) => name switch
    {
        "int_uniform" when map.Has("q") => DistributionShape.Uniform,
        "int_uniform" => DistributionShape.IntUniform,
        "uniform" or "q_uniform" => DistributionShape.Uniform,
        "log_uniform" or "q_log_uniform" => DistributionShape.LogUniform,
        _ => DistributionShape.LogUniformValues,
    };

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

        if (!definition.Default.IsNumeric)
        {
            map.Wrong(map.Has("min") ? "min" : "mu", HyperParameterText.OfNumber(definition, 0).Fault!);
            return false;
        }

        // Rounding may leave the range by half a step.
        var (low, high) = distribution.Bounds;
        var faults = new[] { (Key: "min", Value: low), (Key: "max", Value: high) }
            .Where(bound => map.Has(bound.Key))
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
