namespace TubeDetr.Training.Options;

/// <summary>Type of an option's value.</summary>
public enum OptionType
{
    Boolean,
    Integer,
    Number,
    Text,

    /// <summary>Several words, written with commas between them.</summary>
    TextList,
}
