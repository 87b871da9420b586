namespace TubeDetr.Training.Options;

/// <summary>
/// Every option of a training: the original script's, with its names, defaults and choices, and some of ours. This is the one definition; the YAML check,
/// the command line's help and the page's form come from <see cref="OptionTable"/>, which reads it from here.
/// </summary>
public sealed partial record TrainingOptions
{
    /// <summary>Reads options by name; what is absent keeps its default. Every error is reported, not only the first.</summary>
    public static OptionParse Parse(IEnumerable<KeyValuePair<string, string>> values) => OptionParse.Over(new TrainingOptions(), values);

    /// <summary>These options with others put over them, checked like any.</summary>
    public OptionParse With(IEnumerable<KeyValuePair<string, string>> values) => OptionParse.Over(this, values);

    /// <summary>What differs from the defaults, by name, as <see cref="Parse"/> reads it back.</summary>
    public IReadOnlyDictionary<string, string> Chosen() => OptionTable.All
        .Where(option => !option.Default.Equals(option.ValueIn(this)))
        .ToDictionary(option => option.Name, option => OptionText.Of(option.ValueIn(this)), StringComparer.Ordinal);
}
