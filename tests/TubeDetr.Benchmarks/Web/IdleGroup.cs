namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// A control group whose processes get only the time that nobody else wants (<c>cpu.idle</c>). What browsers compute is theirs and would be on other machines. Priorities of single processes do not suffice:
/// Chromium raises its own <c>nice</c> again, and the kernel weighs sessions as wholes (autogroup), so that a session of idle threads (<c>chrt --idle</c>) still took a quarter of the time from a training.
/// </summary>
internal sealed class IdleGroup : IDisposable
{
    private readonly DirectoryInfo _folder;

    public IdleGroup()
    {
        var root = Directory.Exists("/sys/fs/cgroup/cpu") ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup"; // version 1, version 2
        _folder = Directory.CreateDirectory(Path.Combine(root, $"tubedetr-bench-{Environment.ProcessId}"));
        File.WriteAllText(Path.Combine(_folder.FullName, "cpu.idle"), "1");
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
