using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>One experiment among the curves.</summary>
/// <param name="Id">The experiment.</param>
/// <param name="Name">Short name for the hover.</param>
/// <param name="Colour">Its colour everywhere.</param>
/// <param name="Details">The hyper-parameters in which it differs, for the hover.</param>
/// <param name="Origin">When its first attempt began.</param>
public sealed record CurveLine(ExperimentId Id, string Name, string Colour, string Details, DateTimeOffset Origin)
{
    /// <summary>One of many that have no colour of their own.</summary>
    public bool IsGrey => string.Equals(Colour, ExperimentColour.Grey, StringComparison.Ordinal);
}
