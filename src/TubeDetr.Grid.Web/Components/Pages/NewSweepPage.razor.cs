using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Components.Layout;
using TubeDetr.Grid.Web.Drafts;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Pages;

/// <summary>A sweep is written, as a form and as YAML, and checked by the grid while it is written.</summary>
public sealed partial class NewSweepPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private SweepDraft draft = SweepDraft.Read(SweepDraft.Template);
    private SweepDraft form = SweepDraft.Read(SweepDraft.Template);
    private DraftErrors errors = DraftErrors.None;
    private News<HyperParameterList>? options;
    private SweepPreview? preview;
    private SweepPace? pace;
    private string? fault;
    private bool checking = true;
    private bool starting;
    private CancellationTokenSource? asking;

    [Inject]
    public required IGridClient Client { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter(Name = "Layout")]
    public MainLayout? Layout { get; set; }

    /// <summary>The sweep that is cloned.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    private ImmutableArray<HyperParameterDefinition> Definitions => options?.Value?.Definitions ?? [];

    private bool CanStart => !checking && !starting && fault is null && errors.All.IsEmpty && preview is { Experiments: > 0 };

    private string StartText => starting ? "Starting" : preview is { Experiments: > 0 and var count } && errors.All.IsEmpty ? $"Start {SweepWords.Experiments(count)}" : "Start";

    protected override async Task OnInitializedAsync()
    {
        Layout?.SetCrumbs(new Crumb("Sweeps", ""), new Crumb("New"));
        await Follow(Grid.HyperParameters, latest => options = latest);
        await Follow(Grid.Sweeps, FindPace);
        if (From is { Length: > 0 } && await ReadSource() is { } source)
        {
            draft = SweepDraft.Read(source.Yaml);
            form = draft.Fault is null ? draft : form;
        }

        if (RendererInfo.IsInteractive)
        {
            await Check();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            asking?.Cancel();
            asking?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void FindPace(News<SweepList> latest) =>
        pace = latest.Value is { } list ? SweepPace.Of(list.Sweeps.Where(sweep => From is null || string.Equals(sweep.Id.Value, From, StringComparison.Ordinal)), Time.GetUtcNow()) : pace;

    private async Task<SweepSnapshot?> ReadSource()
    {
        try
        {
            return (await Client.GetSweep(new SweepId(From!)))?.Sweep;
        }
        catch (Exception e)
        {
            fault = $"The sweep {From} could not be read. {Faults.Describe(e)}";
            return null;
        }
    }

    private Task Take(SweepDraft next)
    {
        draft = next;
        form = next.Fault is null ? next : form;
        return Check();
    }

    /// <summary>Asks the grid a moment after the last change.</summary>
    private async Task Check()
    {
        asking?.Cancel();
        asking?.Dispose();
        asking = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        var token = asking.Token;
        checking = true;
        errors = DraftErrors.Of(draft, preview?.Errors ?? []);
        try
        {
            await Task.Delay(Pause, Time, token);
            var answer = await Client.Preview(draft.Yaml);
            if (!token.IsCancellationRequested)
            {
                (preview, fault, checking) = (answer, null, false);
                errors = DraftErrors.Of(draft, answer.Errors);
            }
        }
        catch (Exception) when (token.IsCancellationRequested)
        {
            // It was changed again: the next check answers.
        }
        catch (Exception e)
        {
            (fault, checking) = ($"The draft could not be checked. {Faults.Describe(e)} Change it to try again.", false);
        }
    }

    private async Task Start()
    {
        starting = true;
        try
        {
            var result = await Client.Submit(draft.Yaml);
            if (result.Accepted)
            {
                Navigation.NavigateTo($"sweeps/{result.Sweep.Id}");
                return;
            }

            errors = DraftErrors.Of(draft, result.Errors);
        }
        catch (Exception e)
        {
            fault = $"It is not known whether the sweep was started. {Faults.Describe(e)} Look at the list of sweeps before you try again.";
        }
        finally
        {
            starting = false;
        }
    }
}
