using System.Globalization;
using System.Text.Json;

namespace TubeDetr.Training.Evaluation;

/// <summary>Numbers in files that people and scripts read: strict JSON has no word for what is not finite, so it stands there as text (<c>"NaN"</c>).</summary>
public static class JsonNumbers
{
    public static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
