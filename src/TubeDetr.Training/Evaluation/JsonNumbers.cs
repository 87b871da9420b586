using System.Globalization;
using System.Text.Json;

namespace TubeDetr.Training.Evaluation;

/// <summary>Numbers in files that people and scripts read: strict JSON has no word for what is not finite, so it stands there as text (<c>"NaN"</c>).</summary>
public static class JsonNumbers
{
    /// <summary>A property.</summary>
    public static void Write(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Write(json, value);
    }

    /// <summary>A value.</summary>
    public static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
