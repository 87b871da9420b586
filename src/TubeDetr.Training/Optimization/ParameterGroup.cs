namespace TubeDetr.Training.Optimization;

/// <summary>The original's three groups of parameters, each with a learning rate of its own, in its order.</summary>
public enum ParameterGroup
{
    /// <summary>Everything else: transformer, heads, projections.</summary>
    Main,

    /// <summary>Names that contain <c>backbone</c>.</summary>
    Backbone,

    /// <summary>Names that contain <c>text_encoder</c>.</summary>
    TextEncoder,
}
