namespace TubeDetr.Grid.Cli.Tests.Commands;

/// <summary>Tests that really compute share the process's random generator and its pauses of garbage collection.</summary>
internal static class OneTraining
{
    public const string AtATime = "one training at a time";
}
