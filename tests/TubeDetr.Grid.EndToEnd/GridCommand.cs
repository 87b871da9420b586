using System.Diagnostics;
using System.Text.Json;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>One call of the command line, to its end.</summary>
internal sealed record GridCommand(int ExitCode, string Output, string Errors)
{
    public static async Task<GridCommand> Call(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new GridCommand(process.ExitCode, await output, await errors);
    }

    /// <summary>The one line of JSON on its standard output.</summary>
    public JsonElement Json()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return JsonDocument.Parse(Output).RootElement;
    }
}
