using System.CommandLine;
using Spectre.Console;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Checkpoints.Conversion;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid convert</c>: checkpoints of ours, PyTorch's <c>.pth</c> and plain safetensors into one another.</summary>
internal static class ConvertCommand
{
    private const int BarWidth = 40;

    public static Command Build(CommandHost host)
    {
        var from = new Argument<string>("FROM") { Description = "A checkpoint of ours, a .pth, or a .safetensors file of weights; what it is shows from its content." };
        var to = new Argument<string>("TO") { Description = "File to write: .pth for PyTorch, .safetensors for ours." };
        var weights = new Option<string?>("--weights") { Description = "Write only the weights (model) or their moving average (model_ema), without optimiser and counters.", HelpName = "model|model_ema" };
        weights.AcceptOnlyFromAmong("model", "model_ema");
        var force = new Option<bool>("--force") { Description = "Replace TO when it is there already." };
        var json = CommandShape.Json("Print one line of JSON: what was read, what was written.");
        return new Verb(
            "convert",
            "Convert checkpoints: ours to a .pth that the original's --resume and --load read, and back; either to plain weights. Every weight, average, moment and step keeps its bits.",
            "./grid convert out/checkpoint0010.safetensors checkpoint.pth",
            "./grid convert checkpoint0009.pth checkpoint.safetensors",
            "./grid convert checkpoint0009.pth weights.safetensors --weights model_ema") { from, to, weights, force, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var conversion = new Conversion(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(weights), parsed.GetValue(force));
                var report = await Run(conversion, host, cancellationToken);
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(new { from = conversion.From, from_kind = Word(report.From), to = conversion.To, to_kind = Word(report.To), tensors = report.Tensors, bytes = report.Bytes, remarks = report.Remarks }));
                    return ExitCode.Ok;
                }

                host.Out.Line(Format.Invariant($"{conversion.To}: {Name(report.To)}, {report.Tensors} tensors, {Format.Bytes(report.Bytes)}, from {Name(report.From)}."));
                report.Remarks.ToList().ForEach(host.Out.Line);
                return ExitCode.Ok;
            });
    }

    private static async Task<ConversionReport> Run(Conversion conversion, CommandHost host, CancellationToken cancellationToken)
    {
        Task<ConversionReport> Work(IProgress<double> progress) => Task.Run(() => TrainingFaults.Explained(() => conversion.Run(progress, cancellationToken)), CancellationToken.None);
        if (!host.Error.CanRedraw)
        {
            return await Work(new Told(_ => { }));
        }

        using var region = new LiveRegion(host.Error);
        var shown = -1;
        return await Work(new Told(part =>
        {
            var percent = (int)(part * 100);
            if (percent != shown)
            {
                shown = percent;
                region.Draw(new Markup(Format.Invariant($"{Bar.Of(part, BarWidth)} converting {percent}%")));
            }
        }));
    }

    private static string Name(CheckpointKind kind) => kind switch
    {
        CheckpointKind.Session => "a checkpoint of ours",
        CheckpointKind.PyTorch => "a PyTorch file",
        CheckpointKind.Converted => "safetensors with all of a PyTorch file",
        _ => "safetensors of weights",
    };

    private static string Word(CheckpointKind kind) => kind.ToString().ToLowerInvariant();

    // IProgress of .NET would answer on another thread, out of order.
    private sealed class Told(Action<double> handle) : IProgress<double>
    {
        public void Report(double value) => handle(value);
    }
}
