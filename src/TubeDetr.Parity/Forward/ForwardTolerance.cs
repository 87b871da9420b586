using TorchSharp;

namespace TubeDetr.Parity.Forward;

/// <summary>What each tensor of a forward case may deviate (README of the golden cases, section 3).</summary>
internal static class ForwardTolerance
{
    private static readonly (string Suffix, string Quantity, double Tolerance, bool OfMax)[] Rules =
    [
        ("mask", "masks", 0, false),
        (".pos", "positions", 2e-6, false),
        (".pos_embed", "positions", 2e-6, false),
        (".query_embed", "queries", 2e-6, false),
        (".feat", "features", 2e-5, true),
        (".last_hidden_state", "text", 2e-5, false),
        ("resized", "text", 2e-5, false),
        (".encoder.out", "memory", 5e-5, true),
        ("memory", "memory", 5e-5, true),
        (".pred_boxes", "boxes", 1e-4, false),
        (".pred_sted", "sted", 5e-4, false),
        ("weights", "attention", 1e-4, false),
    ];

    public static void Compare(string name, torch.Tensor expected, torch.Tensor actual, Comparison comparison)
    {
        var (_, quantity, tolerance, ofMax) = Rules.First(rule => name.EndsWith(rule.Suffix, StringComparison.Ordinal));
        if (tolerance == 0)
        {
            comparison.Same(quantity, name, expected, actual);
        }
        else
        {
            comparison.Near(quantity, name, expected, actual, tolerance, ofMax);
        }
    }
}
