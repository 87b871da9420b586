using Orleans.Dashboard;
using Orleans.Hosting;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Access;

/// <summary>The dashboard that comes with Orleans (activations, calls, reminders of each silo), over the page's own connection and behind its token.</summary>
internal static class ClusterDashboard
{
    public const string Path = "/cluster/orleans";

    public static void AddClusterDashboard(this IServiceCollection services)
    {
        services.AddTransient<IGrainFactory>(provider => provider.GetRequiredService<GridConnection>().Client);
        new Builder(services).AddDashboard(options => options.HideTrace = true);
    }

    public static void MapClusterDashboard(this IEndpointRouteBuilder routes) => routes.MapOrleansDashboard(Path);

    /// <summary>The connection has services of its own; the dashboard's stand among the page's.</summary>
    private sealed class Builder(IServiceCollection services) : IClientBuilder
    {
        public IServiceCollection Services { get; } = services;

        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }
}
