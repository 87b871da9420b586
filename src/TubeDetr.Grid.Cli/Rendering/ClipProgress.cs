using Spectre.Console;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>A progress bar for clips; nothing where the screen cannot redraw.</summary>
internal static class ClipProgress
{
    public static Task<T> During<T>(Screen screen, int clips, Func<IProgress<int>, Task<T>> make) => !screen.CanRedraw
        ? make(new Direct(_ => { }))
        : screen.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress =>
            {
                var task = progress.AddTask(Format.Invariant($"{clips} clips"), maxValue: clips);
                return make(new Direct(done => task.Value = done));
            });

    private sealed class Direct(Action<int> handle) : IProgress<int>
    {
        public void Report(int value) => handle(value);
    }
}
