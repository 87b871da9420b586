using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>For logs and pipes: a line at each quarter of the data and for each part of the cluster.</summary>
internal sealed class PlainPreparationView(Screen screen, DatasetRequest request) : IPreparationView
{
    private const int Steps = 4;

    private readonly Lock _oneAtATime = new();
    private int _step;

    public void Report(int value)
    {
        lock (_oneAtATime)
        {
            var step = value * Steps / Math.Max(1, request.Clips);
            if (step > _step && step < Steps)
            {
                _step = step;
                screen.Line(Format.Invariant($"data: {value} of {request.Clips} clips"));
            }
        }
    }

    public void Report(ClusterEvent value)
    {
        if (value.Kind is ClusterEventKind.Ready || ClusterEventLine.IsTrouble(value))
        {
            Say(ClusterEventLine.Plain(value));
        }
    }

    public void DataIsReady(bool wasMade) => Say(wasMade
        ? Format.Invariant($"data: {request.Clips} clips made in {request.Folder}")
        : $"data: already there in {request.Folder}");

    private void Say(string line)
    {
        lock (_oneAtATime)
        {
            screen.Line(line);
        }
    }
}
