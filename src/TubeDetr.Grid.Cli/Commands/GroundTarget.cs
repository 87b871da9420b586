using System.CommandLine;
using System.Globalization;
using TubeDetr.Grid.Cli.Grounding;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>What <c>grid ground</c> takes that is no training option: the video, the sentence, the span, where it computes and what it writes.</summary>
internal sealed class GroundTarget
{
    /// <summary>Options of the original in whose place these stand.</summary>
    public static readonly string[] Replaced = ["device", "output_dir", "resume", "video_example", "caption_example", "start_example", "end_example", "port"];

    private readonly Argument<string?> video = new("VIDEO") { Description = "Any video file that ffmpeg reads.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> caption = new("CAPTION") { Description = "A sentence about someone or something in it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<double?> start = Seconds("--start", "--start_example", "First second to look at. [default: the beginning]");
    private readonly Option<double?> end = Seconds("--end", "--end_example", "Last second to look at. [default: the end]");
    private readonly Option<string?> videoOption = new("--video_example") { Description = "The original's name for VIDEO.", HelpName = "FILE" };
    private readonly Option<string?> captionOption = new("--caption_example") { Description = "The original's name for CAPTION.", HelpName = "TEXT" };
    private readonly Option<string> output = new("--output_dir", "--output-dir") { Description = "Folder for the annotated video, the page of pictures and the tube; made when missing.", HelpName = "DIR", DefaultValueFactory = _ => "." };
    private readonly Option<string?> device = DeviceChoice.Option();

    public void AddTo(Command command)
    {
        command.Arguments.Add(video);
        command.Arguments.Add(caption);
        foreach (var option in (Option[])[start, end, output, device, videoOption, captionOption])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandFailure">Video or sentence are missing.</exception>
    public GroundRequest Read(ParseResult parsed, TrainingOptions options) => new(
        options,
        Path.GetFullPath(parsed.GetValue(video) ?? parsed.GetValue(videoOption) ?? throw Missing("a video")),
        parsed.GetValue(caption) ?? parsed.GetValue(captionOption) ?? throw Missing("a sentence"),
        parsed.GetValue(start),
        parsed.GetValue(end),
        parsed.GetValue(device),
        Path.GetFullPath(parsed.GetRequiredValue(output)));

    private static CommandFailure Missing(string what) => CommandFailure.BadInput($"There is {what} missing: grid ground VIDEO \"CAPTION\".");

    private static Option<double?> Seconds(string name, string originals, string description) => new(name, originals)
    {
        Description = description,
        HelpName = "SECONDS",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                // The original's default for "not given".
                return value == -1 ? null : value;
            }

            result.AddError($"{name} {text}: this is no number of seconds.");
            return null;
        },
    };
}
