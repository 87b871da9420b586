using System.Text.RegularExpressions;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>A field by name: <c>metrics.viou</c>, <c>params.`lr`</c>, <c>tags."a b"</c>, <c>attributes.status</c>, or an attribute alone.</summary>
/// <param name="Kind"><c>metric</c>, <c>param</c>, <c>tag</c> or <c>attribute</c>.</param>
internal sealed partial record MlflowKey(string Kind, string Name)
{
    /// <summary>Null when this is no field.</summary>
    public static MlflowKey? Read(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var kind = match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "metric" or "metrics" => "metric",
            "param" or "params" or "parameter" or "parameters" => "param",
            "tag" or "tags" => "tag",
            _ => "attribute",
        };
        return new MlflowKey(kind, match.Groups["name"].Value.Trim('`', '"'));
    }

    [GeneratedRegex("""^((?<kind>metrics?|params?|parameters?|tags?|attributes?|attr|run)\.)?(?<name>`[^`]+`|"[^"]+"|[\w@./-]+)$""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();
}
