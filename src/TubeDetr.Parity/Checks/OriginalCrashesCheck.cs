using System.Text.Json;
using TorchSharp;
using TubeDetr.Parity.Crashes;

namespace TubeDetr.Parity.Checks;

/// <summary>
/// <c>original-crashes</c>: combinations in which the original was tried. Where it works this program does; where it fails this program does the evident right thing, or refuses with a
/// sentence.
/// </summary>
public sealed class OriginalCrashesCheck : ParityCheck
{
    /// <inheritdoc/>
    public override string Prefix => "original-crashes";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        foreach (var situation in golden.Json.GetProperty("cases").EnumerateObject())
        {
            if (CrashScenes.All.TryGetValue(situation.Name, out var scene))
            {
                using var scope = torch.NewDisposeScope();
                Play(situation, scene, comparison);
            }
            else
            {
                comparison.Holds("known situations", $"no scene is written for {situation.Name}: {situation.Value.GetProperty("situation").GetString()}", holds: false);
            }
        }
    }

    private static void Play(JsonProperty situation, CrashScene scene, Comparison comparison)
    {
        var refusal = new CrashStage(situation.Name, scene, comparison).Play();
        var worksThere = situation.Value.GetProperty("error").ValueKind is JsonValueKind.Null;
        comparison.Holds("works where the original does", $"{situation.Name} ({refusal ?? "works"})", !worksThere || refusal is null);
        comparison.Same("works or is refused", $"{situation.Name} ({refusal ?? "works"})", scene.Outcome, refusal is null ? CrashOutcome.Works : CrashOutcome.IsRefused);
        comparison.Holds("refusals are sentences", $"{situation.Name} ({refusal})", refusal is null || refusal.Contains(' ', StringComparison.Ordinal));
    }
}
