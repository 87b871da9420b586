namespace TubeDetr.Training.Optimization;

/// <summary>How PyTorch's optimisers number parameters: the groups one after another, each in the order of the state dict.</summary>
internal static class ParameterNumbering
{
    /// <summary>The original's rule: by what the name contains.</summary>
    public static ParameterGroup GroupOf(string name) =>
        name.Contains("backbone", StringComparison.Ordinal) ? ParameterGroup.Backbone
        : name.Contains("text_encoder", StringComparison.Ordinal) ? ParameterGroup.TextEncoder
        : ParameterGroup.Main;

    /// <summary>Names of the three groups in their order; an empty one counts too.</summary>
    /// <param name="trained">Names of what requires a gradient, in the order of the state dict.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Groups(IEnumerable<string> trained)
    {
        var groups = trained.ToLookup(GroupOf);
        return [.. Enum.GetValues<ParameterGroup>().Select(group => groups[group].ToArray())];
    }
}
