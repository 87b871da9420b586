using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Search.Space;

/// <summary>A statement about the hyper-parameters of one experiment: <c>optimizer = sgd</c>, <c>lr_backbone &lt;= lr</c>.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The hyper-parameters that it speaks of.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Null when it speaks of a hyper-parameter that the experiment does not have.</summary>
    public abstract bool? Holds(HyperParameterSet set);

    /// <summary>Two terms compared. Numbers by size; anything else only for equality, as it is written.</summary>
    public sealed record Compared(Term Left, Comparison Comparison, Term Right) : Condition
    {
        public override IEnumerable<string> Names => Left.Names.Concat(Right.Names);

        public override bool? Holds(HyperParameterSet set) => (Left.In(set), Right.In(set)) is ({ } left, { } right) ? Holds(left, right) : null;

        private bool Holds(HyperParameterValue left, HyperParameterValue right) => Comparison switch
        {
            Comparison.Equal => AreEqual(left, right),
            Comparison.NotEqual => !AreEqual(left, right),
            Comparison.Less => left.Number < right.Number,
            Comparison.AtMost => left.Number <= right.Number,
            Comparison.Greater => left.Number > right.Number,
            _ => left.Number >= right.Number,
        };
    }

    /// <summary>A hyper-parameter is one of these values.</summary>
    public sealed record OneOf(string Name, ImmutableArray<HyperParameterValue> Values) : Condition
    {
        public override IEnumerable<string> Names => [Name];

        public override bool? Holds(HyperParameterSet set) => set.Values.TryGetValue(Name, out var value) ? Values.Any(known => AreEqual(known, value)) : null;
    }

    /// <summary>All of them; one that is false decides, whatever cannot be told of the others.</summary>
    public sealed record All(ImmutableArray<Condition> Conditions) : Condition
    {
        public override IEnumerable<string> Names => Conditions.SelectMany(condition => condition.Names);

        public override bool? Holds(HyperParameterSet set)
        {
            var parts = Conditions.Select(condition => condition.Holds(set)).ToList();
            return parts.Contains(false) ? false : parts.Contains(null) ? null : true;
        }
    }

    /// <summary>At least one of them; one that is true decides, whatever cannot be told of the others.</summary>
    public sealed record Any(ImmutableArray<Condition> Conditions) : Condition
    {
        public override IEnumerable<string> Names => Conditions.SelectMany(condition => condition.Names);

        public override bool? Holds(HyperParameterSet set)
        {
            var parts = Conditions.Select(condition => condition.Holds(set)).ToList();
            return parts.Contains(true) ? true : parts.Contains(null) ? null : false;
        }
    }

    public sealed record Not(Condition Condition) : Condition
    {
        public override IEnumerable<string> Names => Condition.Names;

        public override bool? Holds(HyperParameterSet set) => !Condition.Holds(set);
    }

    private static bool AreEqual(HyperParameterValue left, HyperParameterValue right) => left.IsNumeric && right.IsNumeric
        ? left.Number.Equals(right.Number)
        : string.Equals(left.Text, right.Text, StringComparison.Ordinal);
}

/// <summary>How two terms are compared.</summary>
public enum Comparison
{
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}
