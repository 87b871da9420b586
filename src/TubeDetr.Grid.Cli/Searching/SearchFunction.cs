using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Cli.Searching;

/// <summary>A function with a known minimum, as a sweep would see it: a space, and a value for each set of hyper-parameters; less is better.</summary>
internal sealed record SearchFunction(string Name, SearchSpace Space, Func<HyperParameterSet, double> Value)
{
    /// <summary>Branin and Hartmann-6 (Dixon, Szegö 1978), Ackley-10 (1987), and one with a category, an integer, a logarithm and a condition.</summary>
    public static ImmutableArray<SearchFunction> All { get; } =
    [
        new("branin", new SearchSpace([Uniform("x1", -5, 10), Uniform("x2", 0, 15)]), set => Branin(set.Values["x1"].Number, set.Values["x2"].Number)),
        new("hartmann6", Cube(6, 0, 1), set => Hartmann(Point(set, 6))),
        new("ackley10", Cube(10, -32.768, 32.768), set => Ackley(Point(set, 10))),
        new(
            "mixed",
            new SearchSpace(
            [
                new SearchParameter("optimizer", 1, new SearchDomain.Choice([HyperParameterValue.Of("sgd"), HyperParameterValue.Of("adam"), HyperParameterValue.Of("lion")])),
                Number("lr", HyperParameterType.Number, DistributionShape.LogUniformValues, 1e-5, 1e-1),
                Number("layers", HyperParameterType.Integer, DistributionShape.IntUniform, 1, 6),
                Uniform("momentum", 0, 0.99) with { When = new Condition.OneOf("optimizer", [HyperParameterValue.Of("sgd")]) },
            ]),
            set => Mixed(set.Values["optimizer"].Text, Math.Log10(set.Values["lr"].Number), set.Values["layers"].Number, set.Values.TryGetValue("momentum", out var momentum) ? momentum.Number : 0)),
    ];

    private static double Branin(double x, double y) =>
        Math.Pow(y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6, 2) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;

    private static double Ackley(double[] x) =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(value => value * value)))) - Math.Exp(x.Average(value => Math.Cos(2 * Math.PI * value))) + 20 + Math.E;

    private static double Hartmann(double[] x)
    {
        double[] heights = [1, 1.2, 3, 3.2];
        double[][] slopes = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
        double[][] centres = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]];
        return -heights.Select((height, at) => height * Math.Exp(-x.Select((value, axis) => slopes[at][axis] * Math.Pow(value - (centres[at][axis] / 10_000), 2)).Sum())).Sum();
    }

    private static double Mixed(string optimizer, double logRate, double layers, double momentum)
    {
        var (rate, offset, extra) = optimizer switch
        {
            "sgd" => (-2.0, 0.1, 2 * Math.Pow(momentum - 0.9, 2)),
            "adam" => (-3.5, 0.0, 0.0),
            _ => (-4.0, 0.05, 0.0),
        };
        return Math.Pow(logRate - rate, 2) + (0.075 * Math.Pow(layers - 4, 2)) + offset + extra;
    }

    private static SearchSpace Cube(int dimensions, double minimum, double maximum) =>
        new([.. Enumerable.Range(1, dimensions).Select(axis => Uniform($"x{axis}", minimum, maximum))]);

    private static double[] Point(HyperParameterSet set, int dimensions) => [.. Enumerable.Range(1, dimensions).Select(axis => set.Values[$"x{axis}"].Number)];

    private static SearchParameter Uniform(string name, double minimum, double maximum) => Number(name, HyperParameterType.Number, DistributionShape.Uniform, minimum, maximum);

    private static SearchParameter Number(string name, HyperParameterType type, DistributionShape shape, double minimum, double maximum) =>
        new(name, 1, new SearchDomain.Drawn(
            new HyperParameterDefinition { Name = name, Type = type, Default = HyperParameterValue.Of(minimum), Help = "", Group = "" },
            new NumberDistribution(shape, minimum, maximum, null)));
}
