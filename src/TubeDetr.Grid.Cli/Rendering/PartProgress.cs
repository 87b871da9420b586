using Spectre.Console;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>A progress bar for work that knows which part of it is done; nothing where the screen cannot redraw.</summary>
internal static class PartProgress
{
    public static T During<T>(Screen screen, string what, Func<IProgress<double>?, T> work) => !screen.CanRedraw
        ? work(null)
        : screen.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask(what.EscapeMarkup(), maxValue: 1);
                return work(new Direct(part => task.Value = part));
            });

    private sealed class Direct(Action<double> handle) : IProgress<double>
    {
        public void Report(double value) => handle(value);
    }
}
