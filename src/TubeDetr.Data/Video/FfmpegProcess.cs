using System.ComponentModel;
using System.Diagnostics;

namespace TubeDetr.Data.Video;

/// <summary>One ffmpeg process that ends with its scope, and the last lines it said.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private const int KeptLines = 4;

    private readonly Queue<string> _said = new();
    private readonly Process _process;

    public FfmpegProcess(string executable, IEnumerable<string> arguments, bool feedsInput)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardInput = feedsInput,
            RedirectStandardOutput = !feedsInput,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            _process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new DatasetException(
                $"The program {executable} could not be started ({e.Message}); videos are decoded with it. Install the package ffmpeg (apt-get install ffmpeg) and see that it is on the PATH.", e);
        }

        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What ffmpeg said last, on one line; says so when it said nothing. Complete only after <see cref="WaitForExit"/>.</summary>
    public string LastWords
    {
        get
        {
            lock (_said)
            {
                return _said.Count == 0 ? "ffmpeg said nothing" : "ffmpeg: " + string.Join(" | ", _said);
            }
        }
    }

    /// <summary>Waits for the end and for everything said; returns the exit code.</summary>
    public int WaitForExit()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException) when (_process.HasExited)
        {
            // It ended between the wish and the deed.
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_said)
        {
            _said.Enqueue(line.Trim());
            if (_said.Count > KeptLines)
            {
                _said.Dequeue();
            }
        }
    }
}
