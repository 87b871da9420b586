using System.Globalization;

namespace TubeDetr.Training;

/// <summary>The loss became infinite or no number; training again would do the same.</summary>
public sealed class NonFiniteLossException(long step, IReadOnlyList<string> videoIds, IReadOnlyDictionary<string, double> losses) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"The loss of step {step} is not finite (videos {string.Join(", ", videoIds)}; {string.Join(", ", losses.Select(loss => string.Create(CultureInfo.InvariantCulture, $"{loss.Key} {loss.Value:G6}")))}). A lower learning rate or a smaller clip_max_norm usually helps."))
{
    /// <summary>The step that failed, from 1; the weights are those of the step before.</summary>
    public long Step => step;

    /// <summary>Videos of the batch.</summary>
    public IReadOnlyList<string> VideoIds => videoIds;

    /// <summary>Parts of the loss, not weighted.</summary>
    public IReadOnlyDictionary<string, double> Losses => losses;
}
