namespace TubeDetr.Training.Options;

/// <summary>Headings under which people look for an option.</summary>
public static class OptionGroup
{
    public const string Data = "Data";
    public const string Video = "Video";
    public const string Optimization = "Optimization";
    public const string Model = "Model";
    public const string Losses = "Losses";
    public const string Baselines = "Baselines";
    public const string Evaluation = "Evaluation";
    public const string Session = "Session";
}
