using System.Globalization;

namespace TubeDetr.Grid.Contracts.HyperParameters;

/// <summary>A typed value: keeps its type on the wire, so that 4 stays an integer and 4.0 a number.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.HyperParameterValue")]
public readonly record struct HyperParameterValue
{
    private HyperParameterValue(HyperParameterType type, double number, string text)
    {
        Type = type;
        Number = number;
        Text = text;
    }

    [Id(0)]
    public HyperParameterType Type { get; init; }

    /// <summary>The value of a number, an integer (exact to 2^53) or a boolean (0 or 1).</summary>
    [Id(1)]
    public double Number { get; init; }

    /// <summary>The value as people write it: <c>true</c>, <c>5</c>, <c>0.0003</c>, <c>resnet18</c>, <c>vidstg,hcstvg</c>.</summary>
    [Id(2)]
    public string Text { get; init; }

    public static HyperParameterValue Of(bool value) => new(HyperParameterType.Boolean, value ? 1 : 0, value ? "true" : "false");

    public static HyperParameterValue Of(long value) => new(HyperParameterType.Integer, value, value.ToString(CultureInfo.InvariantCulture));

    public static HyperParameterValue Of(double value) => new(HyperParameterType.Number, value, value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'));

    public static HyperParameterValue Of(string value) => new(HyperParameterType.Text, double.NaN, value);

    public static HyperParameterValue Of(IEnumerable<string> words) => new(HyperParameterType.TextList, double.NaN, string.Join(',', words));

    public bool IsNumeric => Type is HyperParameterType.Integer or HyperParameterType.Number;

    public override string ToString() => Text;
}
