using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Rows.Filters;

/// <summary>What a filter asks of an experiment.</summary>
public abstract record FilterNode
{
    private FilterNode()
    {
    }

    public static FilterNode Everything { get; } = new And([]);

    public abstract bool Matches(ExperimentSnapshot experiment);

    public sealed record And(ImmutableArray<FilterNode> Parts) : FilterNode
    {
        public override bool Matches(ExperimentSnapshot experiment) => Parts.All(part => part.Matches(experiment));
    }

    public sealed record Or(ImmutableArray<FilterNode> Parts) : FilterNode
    {
        public override bool Matches(ExperimentSnapshot experiment) => Parts.Any(part => part.Matches(experiment));
    }

    public sealed record Not(FilterNode Part) : FilterNode
    {
        public override bool Matches(ExperimentSnapshot experiment) => !Part.Matches(experiment);
    }

    /// <summary>Compares a field with a value; an experiment that has no such value does not match, whatever is asked.</summary>
    public sealed record Comparison(string Field, FilterOperator Operator, FilterValue Value) : FilterNode
    {
        public override bool Matches(ExperimentSnapshot experiment) =>
            FilterField.Read(experiment, Field) is { IsEmpty: false } values && Compare(values);

        private bool Compare(ImmutableArray<FilterValue> values) => Operator == FilterOperator.Differs
            ? values.All(value => !value.Is(Value))
            : values.Any(value => Operator switch
            {
                FilterOperator.Is => value.Is(Value),
                FilterOperator.Contains => value.Text.Contains(Value.Text, StringComparison.OrdinalIgnoreCase),
                _ => value.Number is { } left && Value.Number is { } right && Ordered(left.CompareTo(right)),
            });

        private bool Ordered(int order) => Operator switch
        {
            FilterOperator.Less => order < 0,
            FilterOperator.AtMost => order <= 0,
            FilterOperator.Greater => order > 0,
            FilterOperator.AtLeast => order >= 0,
            _ => throw new InvalidOperationException($"{Operator} does not order"),
        };
    }

    /// <summary>A field's value is one of a list.</summary>
    public sealed record OneOf(string Field, ImmutableArray<FilterValue> Values) : FilterNode
    {
        public override bool Matches(ExperimentSnapshot experiment) =>
            FilterField.Read(experiment, Field).Any(value => Values.Any(value.Is));
    }

    /// <summary>A bare word: looked for in name, state, slot, note, tags and hyper-parameters.</summary>
    public sealed record Word(string Text) : FilterNode
    {
        public override bool Matches(ExperimentSnapshot experiment) =>
            FilterField.Words(experiment).Any(text => text.Contains(Text, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>How a field is compared.</summary>
public enum FilterOperator
{
    Is,
    Differs,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Contains,
}
