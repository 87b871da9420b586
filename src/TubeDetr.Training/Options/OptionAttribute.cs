namespace TubeDetr.Training.Options;

/// <summary>
/// Makes a property of <see cref="TrainingOptions"/> an option. The name is the property's in snake_case; the default is what a new
/// <see cref="TrainingOptions"/> holds.
/// </summary>
/// <param name="group">Heading, one of <see cref="OptionGroup"/>.</param>
/// <param name="help">One sentence for people.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string group, string help) : Attribute
{
    public string Group => group;

    public string Help => help;

    /// <summary>Name, where it is not the property's in snake_case.</summary>
    public string? Name { get; init; }

    /// <summary>Smallest allowed value of a number.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest allowed value of a number.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The only allowed words; empty when any is.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>Words that begin so are the original's but not ours; <see cref="AbsentReason"/> says what to choose instead.</summary>
    public string? AbsentPrefix { get; init; }

    /// <summary>What to tell people who choose a word with <see cref="AbsentPrefix"/>.</summary>
    public string? AbsentReason { get; init; }

    /// <summary>The original's flag that sets this option to false, such as <c>no_aux_loss</c>.</summary>
    public string? NegativeFlag { get; init; }

    /// <summary>What to tell people who choose anything but the default; null where every value in range is supported.</summary>
    public string? OnlyDefault { get; init; }

    /// <summary>True where the original has no such option.</summary>
    public bool Ours { get; init; }
}
