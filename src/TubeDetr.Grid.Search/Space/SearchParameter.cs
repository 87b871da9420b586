namespace TubeDetr.Grid.Search.Space;

/// <summary>A hyper-parameter with what it may be, and the line (from 1) where that is written.</summary>
public sealed record SearchParameter(string Name, int Line, SearchDomain Domain)
{
    /// <summary>When it applies; null: always. Where it does not, an experiment does not have it.</summary>
    public Condition? When { get; init; }

    /// <summary>Names of the parameters that have to be known before this one.</summary>
    internal IEnumerable<string> Needs => (When?.Names ?? []).Concat(Domain is SearchDomain.SameAs same ? [same.Name] : []);
}

/// <summary>What has to hold between the hyper-parameters of one experiment, as it is written, and the line (from 1) where.</summary>
public sealed record SearchConstraint(string Text, int Line, Condition Condition);
