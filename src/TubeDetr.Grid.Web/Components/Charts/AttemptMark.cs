namespace TubeDetr.Grid.Web.Components.Charts;

/// <summary>Where, on the axis of steps, an attempt went on.</summary>
public readonly record struct AttemptMark(int Attempt, long Step, string Text);
