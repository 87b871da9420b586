using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization.TypeSystem;

namespace TubeDetr.Grid.Grains.Cluster;

/// <summary>
/// Remembers under which name Orleans knows an interface. Each <c>GetGrain</c> reads the attributes of the interface anew: 7 % of the time of a silo that begins a hundred
/// experiments a second.
/// </summary>
internal sealed class GrainInterfaceTypes : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _known = new();
    private readonly Lazy<GrainInterfaceTypeResolver> _orleans;

    public GrainInterfaceTypes(IServiceProvider services) => _orleans = new(() => new GrainInterfaceTypeResolver(
        services.GetServices<IGrainInterfaceTypeProvider>().Where(provider => provider is not GrainInterfaceTypes), services.GetRequiredService<TypeConverter>()));

    /// <summary>Orleans asks its providers in the order of their registration.</summary>
    public static void AddFirst(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, GrainInterfaceTypes>());

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        grainInterfaceType = _known.GetOrAdd(type, static (asked, orleans) => orleans.Value.GetGrainInterfaceType(asked), _orleans);
        return true;
    }
}
