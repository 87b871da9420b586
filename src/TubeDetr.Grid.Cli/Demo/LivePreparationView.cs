using Spectre.Console;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>For terminals: a bar for the data set and one for the parts of the cluster, each replaced by a line when done.</summary>
internal sealed class LivePreparationView : IPreparationView
{
    private const int BarWidth = 40;

    private readonly LiveRegion _region;
    private readonly DemoOptions _options;
    private readonly int _parts;
    private readonly Lock _oneAtATime = new();
    private int _clips;
    private bool _dataIsReady;
    private int _ready;
    private string _doing = "";

    public LivePreparationView(LiveRegion region, DemoOptions options)
    {
        (_region, _options, _parts) = (region, options, PartsOf(options.Cluster));
        Draw();
    }

    public void Report(int value)
    {
        lock (_oneAtATime)
        {
            _clips = value;
            Draw();
        }
    }

    public void Report(ClusterEvent value)
    {
        lock (_oneAtATime)
        {
            _ready += value.Kind == ClusterEventKind.Ready ? 1 : 0;
            _doing = ClusterEventLine.Plain(value).Split('\n')[0];
            if (ClusterEventLine.IsTrouble(value))
            {
                _region.Say(ClusterEventLine.Markup(value));
            }

            if (_ready == _parts)
            {
                _region.Say($"[green]✓[/] cluster: {Format.Count(_options.Cluster.Silos ?? LocalClusterOptions.DefaultSilos, "silo")}");
            }

            Draw();
        }
    }

    public void DataIsReady(bool wasMade)
    {
        lock (_oneAtATime)
        {
            _dataIsReady = true;
            var folder = StateWords.Safe(_options.Dataset.Folder);
            _region.Say(wasMade
                ? Format.Invariant($"[green]✓[/] data set: {_options.Dataset.Clips} clips made in {folder}")
                : $"[green]✓[/] data set: already there in {folder}");
            Draw();
        }
    }

    private void Draw()
    {
        var lines = new List<string>();
        if (!_dataIsReady)
        {
            lines.Add(Format.Invariant($"data set  {Bar.Of(_clips / (double)Math.Max(1, _options.Dataset.Clips), BarWidth)} {_clips} of {_options.Dataset.Clips} clips"));
        }

        if (_ready < _parts)
        {
            lines.Add($"cluster   {Bar.Of(_ready / (double)Math.Max(1, _parts), BarWidth)} {StateWords.Safe(_doing)}");
        }

        _region.Draw(new Rows(lines.Select(line => new Markup(line))));
    }

    /// <summary>State, blobs, silos and the page, as far as they are started here.</summary>
    private static int PartsOf(LocalClusterOptions options) =>
        (options.Redis is null ? 1 : 0) + (options.Storage is null ? 1 : 0) + (options.Silos ?? LocalClusterOptions.DefaultSilos) + (options.Web ? 1 : 0);
}
