namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// A control group whose processes get only the time that nobody else wants (<c>cpu.idle</c>). What browsers compute is theirs and would be on other machines. Priorities of single processes do not suffice:
/// Chromium raises its own <c>nice</c> again, and the kernel weighs sessions as wholes (autogroup), so that a session of idle threads (<c>chrt --idle</c>) still took a quarter of the time from a training.
/// </summary>
internal sealed class IdleGroup : IDisposable
{
    private readonly DirectoryInfo _folder;

    private IdleGroup(DirectoryInfo folder) => _folder = folder;

    /// <exception cref="PlatformNotSupportedException">This user or this kernel cannot make one.</exception>
    public static IdleGroup Create()
    {
        var root = Directory.Exists("/sys/fs/cgroup/cpu") ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup"; // version 1, version 2
        var folder = new DirectoryInfo(Path.Combine(root, $"tubedetr-bench-{Environment.ProcessId}"));
        try
        {
            folder.Create();
            File.WriteAllText(Path.Combine(folder.FullName, "cpu.idle"), "1");
            return new IdleGroup(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (folder.Exists)
            {
                folder.Delete();
            }

            throw new PlatformNotSupportedException($"The browsers of the open pages need a control group of their own, and {folder.FullName} cannot be made ({e.Message}). Run this as root, with Linux 5.15 or later.", e);
        }
    }

    /// <summary>The file in which processes join.</summary>
    public string Members => Path.Combine(_folder.FullName, "cgroup.procs");

    public void Dispose()
    {
        // The kernel lets a group go when the last of its processes has been reaped.
        SpinWait.SpinUntil(() => File.ReadAllText(Members).Length == 0, TimeSpan.FromSeconds(10));
        _folder.Delete();
    }
}
