using System.Collections.Immutable;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>
/// Stops experiments early. Pure: rulings follow from the curves alone, so they can be made again after any restart. Whoever keeps the curves stores each grant
/// with them and asks again after every evaluation and every end; rulings that were carried out are not made anew.
/// </summary>
public interface IPruner
{
    /// <summary>The name of the YAML's <c>early_terminate: type</c>.</summary>
    string Name { get; }

    /// <summary>Epochs that a new experiment may train before a ruling is needed. It is reached by the first evaluation at or after it.</summary>
    int FirstGrant(int index, int epochs);

    /// <summary>One ruling for each curve that is open, in their order.</summary>
    /// <param name="curves">Every experiment that was proposed.</param>
    /// <param name="planned">How many experiments the sweep will have in all.</param>
    ImmutableArray<Ruling> Judge(ImmutableArray<Curve> curves, int planned);
}
