using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Search.Space;

/// <summary>What a hyper-parameter may be in a sweep.</summary>
public abstract record SearchDomain
{
    private SearchDomain()
    {
    }

    /// <summary>How many values a grid has to try; null when there is no end of them.</summary>
    public abstract long? Count { get; }

    /// <summary>The value at a point of the unit interval [0, 1); null when it follows a hyper-parameter that is not among <paramref name="before"/>.</summary>
    public abstract HyperParameterValue? At(double unit, HyperParameterSet before);

    /// <summary>The value of a grid's cell.</summary>
    public abstract HyperParameterValue? Cell(long place, HyperParameterSet before);

    /// <summary>One of these; a constant has one. <paramref name="Probabilities"/>: one for each, positive, in any unit; empty: all alike.</summary>
    public sealed record Choice(ImmutableArray<HyperParameterValue> Values, ImmutableArray<double> Probabilities) : SearchDomain
    {
        public Choice(ImmutableArray<HyperParameterValue> values)
            : this(values, [])
        {
        }

        public override long? Count => Values.Length;

        /// <summary>Probability of each value; they add up to 1.</summary>
        public ImmutableArray<double> Weights => Probabilities.IsEmpty
            ? [.. Enumerable.Repeat(1.0 / Values.Length, Values.Length)]
            : [.. Probabilities.Select(probability => probability / Probabilities.Sum())];

        public override HyperParameterValue? At(double unit, HyperParameterSet before) => Values[Probabilities.IsEmpty ? (int)(unit * Values.Length) : Place(unit)];

        public override HyperParameterValue? Cell(long place, HyperParameterSet before) => Values[(int)place];

        private int Place(double unit)
        {
            var left = unit * Probabilities.Sum();
            for (var place = 0; place < Values.Length - 1; place++)
            {
                if ((left -= Probabilities[place]) < 0)
                {
                    return place;
                }
            }

            return Values.Length - 1;
        }
    }

    /// <summary>A number from a distribution. It stays within what the definition allows, even where rounding to a step would leave it.</summary>
    public sealed record Drawn(HyperParameterDefinition Definition, NumberDistribution Distribution) : SearchDomain
    {
        public override long? Count => Distribution.Count;

        public override HyperParameterValue? At(double unit, HyperParameterSet before) => Typed(Distribution.At(unit));

        public override HyperParameterValue? Cell(long place, HyperParameterSet before) => Typed(Distribution.Cell(place));

        private HyperParameterValue Typed(double number)
        {
            var allowed = Math.Clamp(number, Definition.Minimum ?? double.NegativeInfinity, Definition.Maximum ?? double.PositiveInfinity);
            return Definition.Type == HyperParameterType.Integer ? HyperParameterValue.Of((long)Math.Round(allowed)) : HyperParameterValue.Of(allowed);
        }
    }

    /// <summary>Whatever another hyper-parameter is, as this one's type: a learning rate of 0 is a number, not an integer.</summary>
    public sealed record SameAs(string Name, HyperParameterDefinition Definition) : SearchDomain
    {
        public override long? Count => 1;

        public override HyperParameterValue? At(double unit, HyperParameterSet before) =>
            before.Values.TryGetValue(Name, out var other) ? Typed(other) : null;

        public override HyperParameterValue? Cell(long place, HyperParameterSet before) => At(0, before);

        private HyperParameterValue Typed(HyperParameterValue other) => (Definition.Type, other.IsNumeric) switch
        {
            (HyperParameterType.Number, true) => HyperParameterValue.Of(other.Number),
            (HyperParameterType.Integer, true) => HyperParameterValue.Of((long)Math.Round(other.Number)),
            _ => other,
        };
    }
}
