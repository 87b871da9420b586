using System.CommandLine;
using System.Globalization;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>What all commands share in form.</summary>
internal static class CommandShape
{
    public static Option<bool> Json(string what = "Print one line of JSON instead of text.") => new("--json") { Description = what };

    /// <summary>An option that takes a number of a range; null when it is not given.</summary>
    public static Option<double?> Real(string name, string helpName, string description, double least, double most) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError(FormattableString.Invariant($"{name} {text}: this is no number from {least} to {most}."));
            return null;
        },
    };

    /// <summary>An option that takes a whole number of a range; null when it is not given.</summary>
    public static Option<int?> Number(string name, string helpName, string description, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError(FormattableString.Invariant($"{name} {text}: this is no whole number {(most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}")}."));
            return null;
        },
    };
}
