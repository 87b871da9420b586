using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Access;
using TubeDetr.Grid.Web.Api;
using TubeDetr.Grid.Web.Components;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web;

/// <summary>Puts the page's process together.</summary>
public static class WebHost
{
    /// <param name="options">The command line.</param>
    /// <exception cref="StorageAwayException">The storage connection string cannot be read.</exception>
    /// <param name="replace">Lets a test put its own services over the real ones.</param>
    public static WebApplication Build(WebOptions options, Action<IServiceCollection>? replace = null)
    {
        // Content is found beside the program, wherever it is started from; and from the build output as well as from a published folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
        });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning);
        AddServices(builder.Services, options);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseToken(options.Token);
        app.UseStatusCodePagesWithReExecute("/missing", createScopeForStatusCodePages: true);
        // Nearer to the routes than the page for people: what it has answered as a problem, that one leaves alone.
        app.UseWhen(IsApi, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet(HostInstance.Path, () => HostInstance.Id).ExcludeFromDescription();
        app.MapFilmStrips();
        app.MapGridApi();
        app.MapClusterDashboard();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static void AddServices(IServiceCollection services, WebOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<GridConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<GridConnection>());
        services.AddSingleton<IGridClient, OrleansGridClient>();
        services.AddSingleton(new BlobStorage(new StorageOptions { ConnectionString = options.Storage }));
        services.AddSingleton<ExperimentLog>();
        services.AddSingleton<CurveStore>();
        services.AddSingleton<PredictionStore>();
        services.AddSingleton<FilmStripStore>();
        services.AddSingleton<IPredictionReader, StoredPredictions>();
        services.AddSingleton<Polling>();
        services.AddSingleton<LiveGrid>();
        services.AddScoped<Attention>();
        services.AddScoped<PlotlyScript>();
        services.AddGridApi();
        services.AddClusterDashboard();
        // Popovers that are gone are let go of at leisure: each page asks at this pace for as long as it is open.
        services.AddMudServices(mud => mud.PopoverOptions.QueueDelay = TimeSpan.FromSeconds(10));
        services.AddRazorComponents().AddInteractiveServerComponents();
        // Nothing outlives the process that such keys protect, so none is left behind on disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
    }
}
