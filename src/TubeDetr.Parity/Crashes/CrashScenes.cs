using static TubeDetr.Parity.Crashes.CrashAction;
using static TubeDetr.Parity.Crashes.CrashOutcome;

namespace TubeDetr.Parity.Crashes;

/// <summary>The situations of the case <c>original-crashes</c> by their names there.</summary>
internal static class CrashScenes
{
    private static readonly (int First, int Last) None = (-100, -100);

    public static IReadOnlyDictionary<string, CrashScene> All { get; } = new Dictionary<string, CrashScene>(StringComparer.Ordinal)
    {
        ["fwd-stride0-gating"] = new(Predict, IsRefused, "stride=0", "fast_mode=gating"),
        ["fwd-no-pass-pos-and-query"] = new(Predict, IsRefused, "pass_pos_and_query=false"),
        ["fwd-transformer-2vid"] = new(Predict, Works, "fast_mode=transformer") { Videos = [(7, 64, 96), (8, 64, 96)] },
        ["fwd-unequal-clips"] = new(Predict, Works) { Videos = [(7, 64, 64), (5, 64, 64)] },
        ["fwd-no-tsa-2vid"] = new(Predict, Works, "no_tsa=true") { Videos = [(8, 64, 64), (7, 64, 64)] },
        ["train-no-aux-loss"] = new(Train, Works, "aux_loss=false"),
        ["evaluate-no-aux-loss"] = new(Evaluate, Works, "aux_loss=false"),
        ["no-sted-with-guided-attn"] = new(Train, IsRefused, "sted=false"),
        ["train-empty-moment-b1"] = new(Train, Works) { Moments = [None] },
        ["train-empty-moment-b2"] = new(Train, Works) { Videos = [(6, 64, 64), (6, 64, 64)], Moments = [None, (1, 3)] },
        ["evaluate-all-empty"] = new(Evaluate, Works) { Moments = [None] },
        ["evaluate-div-unequal"] = new(Evaluate, Works) { DivVid = 4 },
        ["evaluate-two-divided-videos"] = new(Evaluate, Works) { Videos = [(8, 64, 64), (8, 64, 64)], DivVid = 4 },
        ["evaluate-no-sted"] = new(Evaluate, Works, "sted=false", "guided_attn=false"),
        ["evaluate-test-no-guided-attn"] = new(Evaluate, Works, "guided_attn=false") { Test = true },
        ["evaluate-test"] = new(Evaluate, Works) { Test = true },
        ["evaluate-test-padded-clip"] = new(Evaluate, Works) { Videos = [(6, 64, 48), (6, 64, 64)], Test = true },
        ["evaluate-hcstvg-no-sted"] = new(Evaluate, Works, "sted=false", "guided_attn=false") { Dataset = "hcstvg" },
        ["resnet18-dilation"] = new(Predict, IsRefused, "dilation=true"),
        ["no-time-embed-fast-transformer"] = new(Evaluate, IsRefused, "no_time_embed=true", "fast_mode=transformer"),
        ["more-frames-than-time-embed"] = new(Evaluate, IsRefused, "video_max_len_train=5", "video_max_len=5") { Videos = [(8, 64, 64)] },
        ["stride0-fast-default"] = new(Predict, IsRefused, "stride=0"),
        ["no-fast-gating"] = new(Predict, Works, "fast=false", "fast_mode=gating"),
        ["no-tsa-train"] = new(Train, Works, "no_tsa=true"),
        ["num-queries-2-train"] = new(Train, Works, "num_queries=2"),
        ["evaluator-verbose"] = new(Evaluate, Works),
    };
}
