using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Components.Layout;

/// <summary>For components that say how the page stands with the cluster.</summary>
internal static class SomeConnection
{
    /// <summary>A connection that no silo has answered yet; it is not started, so that none is looked for.</summary>
    public static IServiceProvider Waiting(TimeProvider time) => new ServiceCollection()
        .AddSingleton(new GridConnection(new WebOptions { ClusterRedis = "127.0.0.1:1", Storage = "" }, NullLoggerFactory.Instance, time))
        .BuildServiceProvider();
}
