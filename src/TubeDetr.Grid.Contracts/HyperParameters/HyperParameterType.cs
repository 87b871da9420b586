namespace TubeDetr.Grid.Contracts.HyperParameters;

/// <summary>Type of a hyper-parameter's value.</summary>
[GenerateSerializer, Alias("tubedetr.HyperParameterType")]
public enum HyperParameterType
{
    Boolean,
    Integer,
    Number,
    Text,

    /// <summary>Several words, such as <c>combine_datasets</c>; written with commas between them.</summary>
    TextList,
}
