namespace TubeDetr.Grid.Cli;

/// <summary>How every command ends, for scripts.</summary>
public enum ExitCode
{
    /// <summary>What was asked for is done.</summary>
    Ok = 0,

    /// <summary>It was tried and did not work out: a failed experiment, a full disk, a broken file.</summary>
    Failure = 1,

    /// <summary>The command line or a file that it names is wrong; nothing was changed.</summary>
    BadInput = 2,

    /// <summary>No cluster answers.</summary>
    Unreachable = 3,

    /// <summary>A person interrupted it.</summary>
    Interrupted = 130,
}
