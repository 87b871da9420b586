using System.Runtime.InteropServices;

namespace TubeDetr.Grid.Cli;

/// <summary>How the threads of libtorch wait for each other.</summary>
internal static partial class OpenMp
{
    public const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>Variable with the number of computing threads.</summary>
    public const string Threads = "OMP_NUM_THREADS";

    /// <summary>
    /// Lets them sleep instead of spinning, unless the caller has decided: spinning threads take the processor from those that work. libgomp asks its environment when it is loaded, and .NET's
    /// variables are no part of that, hence the call; it must come before libtorch is touched.
    /// </summary>
    public static void WaitPassively()
    {
        if (Environment.GetEnvironmentVariable(WaitPolicy) is null)
        {
            Environment.SetEnvironmentVariable(WaitPolicy, "passive");
            _ = SetVariable(WaitPolicy, "passive", overwrite: 1);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
