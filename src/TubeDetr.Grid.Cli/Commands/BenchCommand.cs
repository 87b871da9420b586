using System.CommandLine;
using System.Runtime.InteropServices;
using TorchSharp;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Timing;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid bench step</c>: how long a step takes on this machine.</summary>
internal static class BenchCommand
{
    public static Command Build(CommandHost host) => new("bench", "Measure speed on this machine.") { Step(host), ScheduleCommand.Build(host), SearchCommand.Build(host) };

    private static Verb Step(CommandHost host)
    {
        var configuration = new Option<string>("--config")
        {
            Description = "tiny: 2 videos of 8 and 7 frames 64x96, ResNet-18, width 64. full: 20 frames 128x128, ResNet-101, RoBERTa-base, width 256. [default: tiny]",
            HelpName = "tiny|full",
            DefaultValueFactory = _ => "tiny",
        };
        configuration.AcceptOnlyFromAmong([.. StepStopwatch.Configurations]);
        var mode = new Option<string>("--mode") { Description = "eval: a forward pass. train: forward, losses, backward, clip, AdamW. [default: train]", HelpName = "eval|train", DefaultValueFactory = _ => "train" };
        mode.AcceptOnlyFromAmong("eval", "train");
        var device = DeviceChoice.Option();
        var threads = CommandShape.Number("--threads", "N", "Threads of libtorch. [default: 2]", 1, 1024);
        var repeat = CommandShape.Number("--repeat", "N", "Steps to time, after two that are not. [default: 9]", 1, 100_000);
        var json = CommandShape.Json("Print one line of JSON: milliseconds of the step and of a product of two 1024x1024 matrices in the same minutes, and their ratio.");
        return new Verb("step", "Time a training step or a forward pass.", "./grid bench step --config full --mode train --json") { configuration, mode, device, threads, repeat, json }
            .Does((parsed, cancellationToken) => Task.Run(
                () =>
                {
                    var request = (Config: parsed.GetRequiredValue(configuration), Mode: parsed.GetRequiredValue(mode), Device: DeviceChoice.Resolve(parsed.GetValue(device)), Repeat: parsed.GetValue(repeat) ?? 9);
                    torch.set_num_threads(parsed.GetValue(threads) ?? 2);
                    var timing = Measure(request.Config, request.Mode, request.Device, request.Repeat, host, cancellationToken);
                    host.Out.Line(parsed.GetValue(json) ? Json(request, timing, host) : Text(request, timing));
                    return ExitCode.Ok;
                },
                cancellationToken));
    }

    private static StepTiming Measure(string configuration, string mode, torch.Device device, int repeat, CommandHost host, CancellationToken cancellationToken)
    {
        using var region = host.Error.CanRedraw ? new LiveRegion(host.Error) : null;
        return StepStopwatch.Measure(
            configuration, mode is "train", device, repeat, host.Time, done => region?.Draw(new Spectre.Console.Markup(Format.Invariant($"{Bar.Of(done / (double)repeat, 40)} {done} of {repeat} steps"))), cancellationToken);
    }

    private static string Text((string Config, string Mode, torch.Device Device, int Repeat) request, StepTiming timing)
    {
        var parts = timing.Parts.Count == 0 ? "" : $" ({string.Join(", ", timing.Parts.Select(part => $"{part.Key} {Format.Number(part.Value)}"))})";
        return Format.Invariant($"{request.Config} {request.Mode} on {request.Device}: {Format.Number(timing.Step)} ms{parts}, median of {request.Repeat} from {Format.Number(timing.Least)} to {Format.Number(timing.Greatest)}, {timing.Threads} threads\n")
            + Format.Invariant($"1024x1024 product: {Format.Number(timing.Product)} ms, so a step is {Format.Number(timing.InProducts)} products");
    }

    private static string Json((string Config, string Mode, torch.Device Device, int Repeat) request, StepTiming timing, CommandHost host) => JsonText.Of(new
    {
        config = request.Config,
        mode = request.Mode,
        device = request.Device.ToString(),
        threads = timing.Threads,
        repeat = request.Repeat,
        step_ms = Math.Round(timing.Step, 3),
        step_ms_least = Math.Round(timing.Least, 3),
        step_ms_greatest = Math.Round(timing.Greatest, 3),
        parts_ms = timing.Parts.ToDictionary(part => part.Key, part => Math.Round(part.Value, 3), StringComparer.Ordinal),
        product_ms = Math.Round(timing.Product, 3),
        step_in_products = Math.Round(timing.InProducts, 2),
        parameters = timing.Parameters,
        processors = Environment.ProcessorCount,
        architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        omp_wait_policy = host.Variable(OpenMp.WaitPolicy),
    });
}
