using System.Text;

namespace TubeDetr.Training.Options;

internal static class SnakeCase
{
    /// <summary><c>LrBackbone</c> → <c>lr_backbone</c>.</summary>
    public static string Of(string pascalCase)
    {
        var name = new StringBuilder();
        foreach (var letter in pascalCase)
        {
            if (char.IsAsciiLetterUpper(letter) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
