using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests;

/// <summary>Data for tests.</summary>
internal static class Some
{
    public static SearchParameter Number(string name, DistributionShape shape, double minimum, double maximum, double? quantum = null, Condition? when = null) =>
        Drawn(name, HyperParameterType.Number, new NumberDistribution(shape, minimum, maximum, quantum), when);

    public static SearchParameter Uniform(string name, double minimum = 0, double maximum = 1, Condition? when = null) =>
        Number(name, DistributionShape.Uniform, minimum, maximum, when: when);

    public static SearchParameter Integer(string name, int minimum, int maximum, Condition? when = null) =>
        Drawn(name, HyperParameterType.Integer, new NumberDistribution(DistributionShape.IntUniform, minimum, maximum, null), when);

    public static SearchParameter Drawn(string name, HyperParameterType type, NumberDistribution distribution, Condition? when = null) =>
        new(name, 1, new SearchDomain.Drawn(Definition(name, type), distribution)) { When = when };

    public static SearchParameter Choice(string name, params string[] values) =>
        new(name, 1, new SearchDomain.Choice([.. values.Select(HyperParameterValue.Of)]));

    public static SearchParameter SameAs(string name, string other) => new(name, 1, new SearchDomain.SameAs(other, Definition(name, HyperParameterType.Number)));

    public static Condition Is(string name, params string[] values) => new Condition.OneOf(name, [.. values.Select(HyperParameterValue.Of)]);

    public static Condition Compare(string left, Comparison comparison, string right) => new Condition.Compared(new Term.Named(left), comparison, new Term.Named(right));

    public static SearchConstraint Where(string left, Comparison comparison, string right) => new($"{left} {comparison} {right}", 9, Compare(left, comparison, right));

    public static SearchSpace Space(params SearchParameter[] parameters) => new([.. parameters]);

    /// <summary>Every kind of domain, a condition on a condition, and a constraint.</summary>
    public static SearchSpace Everything { get; } = new(
        [
            Choice("optimizer", "sgd", "adam", "lion"),
            Uniform("momentum", 0, 0.99, Is("optimizer", "sgd")),
            new SearchParameter("nesterov", 1, new SearchDomain.Choice([HyperParameterValue.Of(false), HyperParameterValue.Of(true)], [1, 3]))
            {
                When = new Condition.Compared(new Term.Named("momentum"), Comparison.Greater, new Term.Literal(HyperParameterValue.Of(0.5))),
            },
            Number("lr", DistributionShape.LogUniformValues, 1e-5, 1e-1),
            Number("lr_backbone", DistributionShape.LogUniform, Math.Log(1e-5), Math.Log(1e-1)),
            SameAs("text_encoder_lr", "lr_backbone"),
            Integer("layers", 1, 6),
            Number("dropout", DistributionShape.Uniform, 0, 0.5, quantum: 0.1),
            Drawn("eps", HyperParameterType.Number, new NumberDistribution(DistributionShape.LogNormal, 0, double.PositiveInfinity, null) { Mean = -18, Deviation = 2 }),
            Drawn("scale", HyperParameterType.Number, new NumberDistribution(DistributionShape.Normal, -1, 2, null) { Mean = 0.5, Deviation = 1 }),
        ],
        [Where("lr_backbone", Comparison.AtMost, "lr")]);

    private static HyperParameterDefinition Definition(string name, HyperParameterType type) =>
        new() { Name = name, Type = type, Default = type == HyperParameterType.Integer ? HyperParameterValue.Of(1) : HyperParameterValue.Of(1.0), Help = "", Group = "" };
}
