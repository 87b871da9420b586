namespace TubeDetr.Data;

/// <summary>One data set of <c>combine_datasets_val</c>: evaluated by itself, its metrics named after it.</summary>
/// <param name="Name"><c>vidstg</c> or <c>hcstvg</c>; says which evaluator judges it.</param>
/// <param name="Dataset">With the transforms of evaluation; knows the tubes of its videos.</param>
public sealed record EvaluationSet(string Name, IGroundingDataset Dataset);
