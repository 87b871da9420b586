using System.CommandLine;
using Spectre.Console;
using TubeDetr.Grid.Cli.Evaluation;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid evaluate</c>: judges a trained model in this process, without a cluster; the original's <c>--eval</c>.</summary>
internal static class EvaluateCommand
{
    private const int BarWidth = 40;

    private const string Example = "./grid evaluate --load out/checkpoint0010.safetensors --dataset_config .data/datasets/synthetic --resolution 64 --video_max_len 8 --video_max_len_train 8 --stride 2 "
        + "--backbone tiny-gn --hidden_dim 64 --enc_layers 2 --dec_layers 2 --dim_feedforward 256 --test --output-dir judged";

    public static Command Build(CommandHost host)
    {
        var target = new EvaluateTarget();
        var flags = new OptionFlags([.. EvaluateTarget.Replaced]);
        var json = CommandShape.Json("Print one line of JSON; progress goes to stderr.");
        var verb = new Verb(
            "evaluate",
            "Evaluate a checkpoint in this process, without a cluster (--eval of TubeDETR's script). The options below are those of its training, with the original's names and defaults.",
            Example)
        {
            MoreHelp = writer => OptionHelp.Write(writer, option => !EvaluateTarget.Replaced.Contains(option.Name, StringComparer.Ordinal)),
        };
        target.AddTo(verb);
        verb.Options.Add(json);
        flags.AddTo(verb);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            var options = flags.Read(parsed, new() { Eval = true });
            if (!options.Succeeded)
            {
                throw CommandFailure.BadInput([.. options.Errors]);
            }

            var request = target.Read(parsed, options.Options);
            var asJson = parsed.GetValue(json);
            var report = await Evaluate(request, asJson ? host.Error : host.Out, host.Time, cancellationToken);
            Print(report, request.OutputFolder, host.Out, asJson);
            return ExitCode.Ok;
        });
    }

    private static async Task<EvaluationReport> Evaluate(EvaluateRequest request, Screen talk, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!talk.CanRedraw)
        {
            return await OnOwnThread(new(request, talk.Line, _ => { }, time), cancellationToken);
        }

        using var region = new LiveRegion(talk);
        void Progress(double fraction) => region.Draw(new Markup(Format.Invariant($"{Bar.Of(fraction, BarWidth)} evaluation {fraction * 100:0}%")));
        return await OnOwnThread(new(request, line => region.Say(StateWords.Safe(line)), Progress, time), cancellationToken);
    }

    private static Task<EvaluationReport> OnOwnThread(EvaluateLoop loop, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => loop.Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Print(EvaluationReport report, string? folder, Screen screen, bool json)
    {
        if (json)
        {
            screen.Line(JsonText.Of(EvaluationLine.Of(report, folder)));
            return;
        }

        screen.Console.Write(MetricTable.Of(screen, report));
        screen.Line($"{Format.Duration(TimeSpan.FromSeconds(report.Seconds))}{(folder is null ? "" : $"; {Path.Combine(folder, "log_stats.json")}")}");
    }
}
