using System.Runtime.InteropServices;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Signals to processes, which .NET knows only as SIGKILL.</summary>
internal static partial class Signals
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Halt = 19;

    /// <summary>Asks a process to end.</summary>
    public static void SendTerminate(int process) => _ = SendSignal(process, Terminate);

    /// <summary>Halts a process and all that it started, until it is told to go on.</summary>
    public static void SendStopToGroup(int leader) => _ = SendSignal(-leader, Halt);

    public static void SendContinueToGroup(int leader) => _ = SendSignal(-leader, Continue);

    /// <summary>Ends a process and all that it started: every child leads a process group of its own.</summary>
    public static void SendKillToGroup(int leader) => _ = SendSignal(-leader, Kill);

    /// <returns>0, or -1 when there is no such process any more, which is what the caller wants.</returns>
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
