using System.Security.Cryptography;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>What an experiment gives when nobody disturbs it.</summary>
/// <param name="Steps">Metrics of step i + 1.</param>
/// <param name="Evaluations">Metrics of the evaluations by step.</param>
/// <param name="Sha256">Of the last checkpoint: weights, optimiser, generators and counters.</param>
internal sealed record Reference(IReadOnlyList<IReadOnlyDictionary<string, double>> Steps, IReadOnlyDictionary<long, IReadOnlyDictionary<string, double>> Evaluations, string Sha256)
{
    /// <summary>Trains an experiment in this process, from beginning to end.</summary>
    public static Reference Train(HyperParameterSet hyperParameters, TrainingEnvironment environment, CancellationToken cancellationToken)
    {
        var options = TrainingOptions.Parse(hyperParameters.Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text))).OrThrow();
        using var session = TrainingSession.Create(options, environment);
        var steps = new List<IReadOnlyDictionary<string, double>>();
        var evaluations = new Dictionary<long, IReadOnlyDictionary<string, double>>();
        while (session.Epoch < options.Epochs)
        {
            session.TrainEpoch(step => steps.Add(step.Metrics()), cancellationToken);
            if (session.Epoch % Math.Max(1, options.EvalSkip) == 0 || session.Epoch == options.Epochs)
            {
                evaluations[session.Step] = Values(session.Evaluate(cancellationToken: cancellationToken));
            }
        }

        return new Reference(steps, evaluations, Hash(session));
    }

    private static Dictionary<string, double> Values(EvaluationReport report) => report.Metrics
        .Concat(report.Losses.Where(loss => !loss.Key.EndsWith("_unscaled", StringComparison.Ordinal)).Select(loss => KeyValuePair.Create($"eval_{loss.Key}", loss.Value)))
        .Append(KeyValuePair.Create("eval_seconds", report.Seconds))
        .ToDictionary(StringComparer.Ordinal);

    private static string Hash(TrainingSession session)
    {
        using var image = session.Capture();
        using var bytes = new MemoryStream();
        image.WriteTo(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
