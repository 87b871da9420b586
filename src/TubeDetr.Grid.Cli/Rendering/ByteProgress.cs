using Spectre.Console;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>A progress bar for bytes that come or go; nothing where the screen cannot redraw.</summary>
internal static class ByteProgress
{
    public static async Task During(Screen screen, string what, long length, Func<IProgress<long>, Task> copy)
    {
        if (!screen.CanRedraw)
        {
            await copy(new Direct(_ => { }));
            return;
        }

        await screen.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn { Base = FileSizeBase.Binary }, new TransferSpeedColumn { Base = FileSizeBase.Binary }, new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(what.EscapeMarkup(), maxValue: Math.Max(1, length));
                await copy(new Direct(bytes => task.Value = bytes));
            });
    }

    private sealed class Direct(Action<long> handle) : IProgress<long>
    {
        public void Report(long value) => handle(value);
    }
}
