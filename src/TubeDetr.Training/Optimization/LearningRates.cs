namespace TubeDetr.Training.Optimization;

/// <summary>Learning rates of the three groups of parameters.</summary>
public readonly record struct LearningRates(double Main, double Backbone, double TextEncoder)
{
    public double Of(ParameterGroup group) => group switch
    {
        ParameterGroup.Main => Main,
        ParameterGroup.Backbone => Backbone,
        _ => TextEncoder,
    };
}
