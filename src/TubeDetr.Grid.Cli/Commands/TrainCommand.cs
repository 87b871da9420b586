using System.CommandLine;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid train</c>: one experiment in this process, without a cluster.</summary>
internal static class TrainCommand
{
    private const string Example = "./grid train --dataset_config .data/datasets/synthetic --resolution 64 --video_max_len 8 --video_max_len_train 8 --stride 2 --backbone tiny-gn "
        + "--hidden_dim 64 --enc_layers 2 --dec_layers 2 --dim_feedforward 256 --batch_size 4 --lr 3e-4 --output-dir out";

    public static Command Build(CommandHost host)
    {
        var target = new TrainTarget();
        var group = new RankTarget();
        string[] replaced = [.. TrainTarget.Replaced, .. RankTarget.Replaced];
        var flags = new OptionFlags([.. replaced]);
        var json = CommandShape.Json("Print one line of JSON for each epoch; progress goes to stderr.");
        var verb = new Verb(
            "train",
            "Train one experiment here, without a cluster. The options below are those of TubeDETR's training script, with its names and defaults.",
            Example)
        {
            MoreHelp = writer => OptionHelp.Write(writer, option => !replaced.Contains(option.Name, StringComparer.Ordinal)),
        };
        target.AddTo(verb);
        group.AddTo(verb);
        verb.Options.Add(json);
        flags.AddTo(verb);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            var options = flags.Read(parsed);
            if (!options.Succeeded)
            {
                throw CommandFailure.BadInput([.. options.Errors]);
            }

            await TrainTogether.Run(
                target.Read(parsed, options.Options),
                group.Read(parsed, host.Variable),
                parsed.Tokens.Select(token => token.Value),
                (request, stop) => Train(request, host, parsed.GetValue(json), stop),
                host,
                cancellationToken);
            return ExitCode.Ok;
        });
    }

    private static void Train(TrainRequest request, CommandHost host, bool json, CancellationToken cancellationToken)
    {
        var talk = json ? host.Error : host.Out;
        if (request.Ranks.Rank > 0)
        {
            new TrainLoop(request, new SilentTrainView(), host.Time).Run(cancellationToken);
        }
        else if (!talk.CanRedraw)
        {
            new TrainLoop(request, new PlainTrainView(host.Out, talk, json), host.Time).Run(cancellationToken);
        }
        else
        {
            using var region = new LiveRegion(talk);
            new TrainLoop(request, new LiveTrainView(region, request.Options.Epochs, also: json ? line => host.Out.Line(JsonText.Of(line)) : _ => { }), host.Time).Run(cancellationToken);
        }
    }
}
