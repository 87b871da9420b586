using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Places a grain on the silo that its key names, <c>{silo address}/{slot}</c>, outside the grain directory: a directory partition that is lost with
/// another silo would take a running trainer with it.
/// </summary>
[Serializable, GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("tubedetr.PinnedToSilo")]
public sealed class PinnedToSilo : PlacementStrategy
{
    public override bool IsUsingGrainDirectory => false;
}

/// <summary>Marks grains that are pinned by their key.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PinnedToSiloAttribute() : PlacementAttribute(new PinnedToSilo());

/// <summary>Reads the silo from the key.</summary>
public sealed class PinnedToSiloDirector : IPlacementDirector
{
    /// <exception cref="SlotGoneException">The silo has no trainers or is not in the cluster any more.</exception>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        return SlotKey.SiloOf(key) is { } silo && context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new SlotGoneException($"The silo of slot {key} is not in the cluster.");
    }
}

/// <summary>The silo that owns a slot has left.</summary>
[GenerateSerializer, Alias("tubedetr.SlotGoneException")]
public sealed class SlotGoneException(string message) : Exception(message);

/// <summary>The key of a slot and its trainer: <c>{silo address}/{slot}</c>.</summary>
public static class SlotKey
{
    public static string Of(SiloAddress silo, string slot) => $"{silo.ToParsableString()}/{slot}";

    /// <summary>The silo of a key; null when it names none.</summary>
    public static SiloAddress? SiloOf(string key)
    {
        var slash = key.LastIndexOf('/');
        try
        {
            return slash < 0 ? null : SiloAddress.FromParsableString(key[..slash]);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
