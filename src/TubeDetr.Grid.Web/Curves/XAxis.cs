namespace TubeDetr.Grid.Web.Curves;

/// <summary>Over what curves are drawn.</summary>
public enum XAxis
{
    /// <summary>Optimiser steps.</summary>
    Step,

    Epoch,

    /// <summary>Minutes since the experiment's first attempt began.</summary>
    Time,

    /// <summary>Date and time, in UTC.</summary>
    Wall,
}
