using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Search.Space;

/// <summary>A value of a condition: a hyper-parameter, something written down, or calculated from these.</summary>
public abstract record Term
{
    private Term()
    {
    }

    /// <summary>The hyper-parameters that it is made of.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Null when the experiment does not have one of its hyper-parameters.</summary>
    public abstract HyperParameterValue? In(HyperParameterSet set);

    /// <summary>A hyper-parameter of the same space. What a space does not search over is written as <see cref="Literal"/>, its default.</summary>
    public sealed record Named(string Name) : Term
    {
        public override IEnumerable<string> Names => [Name];

        public override HyperParameterValue? In(HyperParameterSet set) => set.Values.TryGetValue(Name, out var value) ? value : null;
    }

    public sealed record Literal(HyperParameterValue Value) : Term
    {
        public override IEnumerable<string> Names => [];

        public override HyperParameterValue? In(HyperParameterSet set) => Value;
    }

    /// <summary>Two numbers; not a number where one of them is none.</summary>
    public sealed record Calculated(Term Left, Arithmetic Operation, Term Right) : Term
    {
        public override IEnumerable<string> Names => Left.Names.Concat(Right.Names);

        public override HyperParameterValue? In(HyperParameterSet set) =>
            (Left.In(set), Right.In(set)) is ({ } left, { } right) ? HyperParameterValue.Of(Result(left.Number, right.Number)) : null;

        private double Result(double left, double right) => Operation switch
        {
            Arithmetic.Plus => left + right,
            Arithmetic.Minus => left - right,
            Arithmetic.Times => left * right,
            _ => left / right,
        };
    }
}

/// <summary>What is done with two numbers.</summary>
public enum Arithmetic
{
    Plus,
    Minus,
    Times,
    Over,
}
