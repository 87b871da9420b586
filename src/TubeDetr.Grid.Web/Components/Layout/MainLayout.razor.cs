using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private DotNetObjectReference<MainLayout>? self;
    private MudThemeProvider? provider;
    private ImmutableArray<(Crumb Crumb, bool Last)> crumbs = [];
    private bool dark;
    private bool narrow;
    private ViewerZone zone = ViewerZone.Utc;

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Attention Attention { get; set; }

    [CascadingParameter]
    public Tastes? Tastes { get; set; }

    /// <summary>A page lives as long as its path; its query may change.</summary>
    private string Path => new Uri(Navigation.Uri).AbsolutePath;

    /// <summary>A page says where it is.</summary>
    public void SetCrumbs(params ImmutableArray<Crumb> path)
    {
        var next = path.Select((crumb, i) => (crumb, i == path.Length - 1)).ToImmutableArray();
        if (!next.SequenceEqual(crumbs))
        {
            crumbs = next;
            StateHasChanged();
        }
    }

    /// <summary>The browser has shown the page, or something else in its place.</summary>
    [JSInvokable]
    public void Attend(bool visible) => Attention.Set(visible);

    public void Dispose() => self?.Dispose();

    protected override void OnInitialized()
    {
        dark = Tastes?.Dark ?? false;
        narrow = Tastes?.NarrowRail ?? false;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        await Script.InvokeVoidAsync("grid.watchAttention", self);
        if (await Script.InvokeAsync<BrowserZone?>("grid.zone") is { } told && ViewerZone.Of(told.Name, told.Minutes) is var own && own != zone)
        {
            zone = own;
            StateHasChanged();
        }

        if (Tastes?.Dark is null && provider is not null && await provider.GetSystemDarkModeAsync() != dark)
        {
            dark = !dark;
            await Script.InvokeVoidAsync("grid.theme", dark);
            StateHasChanged();
        }
    }

    private async Task SwitchTheme()
    {
        dark = !dark;
        await Script.InvokeVoidAsync("grid.theme", dark);
        await Script.InvokeVoidAsync("grid.remember", Tastes.DarkCookie, dark);
    }

    private async Task FoldRail()
    {
        narrow = !narrow;
        await Script.InvokeVoidAsync("grid.remember", Tastes.RailCookie, narrow);
    }
}

/// <summary>What a browser says of its zone: its name, and how far its clock is before UTC now.</summary>
public sealed record BrowserZone(string? Name, int Minutes);

/// <summary>One step of the path to where a page is.</summary>
public readonly record struct Crumb(string Text, string? Href = null);
