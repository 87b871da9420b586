using TubeDetr.Training.Optimization;

namespace TubeDetr.Training;

/// <summary>One step of training.</summary>
public sealed record StepReport
{
    /// <summary>Steps done, this one included.</summary>
    public required long Step { get; init; }

    /// <summary>Epochs done; the step belongs to the next.</summary>
    public required int Epoch { get; init; }

    /// <summary>Batches of this epoch done, this one included.</summary>
    public required int Batch { get; init; }

    /// <summary>Weighted sum of the losses.</summary>
    public required double Loss { get; init; }

    /// <summary>Losses by the original's names, not weighted.</summary>
    public required IReadOnlyDictionary<string, double> UnscaledLosses { get; init; }

    /// <summary>The same, weighted.</summary>
    public required IReadOnlyDictionary<string, double> ScaledLosses { get; init; }

    /// <summary>Norm of all gradients before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The rates that the step was taken with.</summary>
    public required LearningRates Rates { get; init; }

    /// <summary>Seconds of the whole step, waiting for the batch included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds that the step waited for its batch.</summary>
    public required double LoaderWait { get; init; }

    /// <summary>Where the rest of the seconds went.</summary>
    public required StepTimes Times { get; init; }

    /// <summary>Everything under the names that metric rows use.</summary>
    public IReadOnlyDictionary<string, double> Metrics() => new Dictionary<string, double>(ScaledLosses, StringComparer.Ordinal)
    {
        ["loss"] = Loss,
        ["lr"] = Rates.Main,
        ["lr_backbone"] = Rates.Backbone,
        ["lr_text_encoder"] = Rates.TextEncoder,
        ["grad_norm"] = GradientNorm,
        ["seconds_per_step"] = Seconds,
        ["loader_wait"] = LoaderWait,
    };
}
