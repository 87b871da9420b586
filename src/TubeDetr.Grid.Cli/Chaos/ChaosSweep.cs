namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>
/// The experiments that are disturbed: small enough for a part of a core, long enough to be hit, and fewer than there are silos, so that there is somewhere to go on. Every round is the same sweep again.
/// </summary>
internal static class ChaosSweep
{
    public const int Clips = 40;
    public const int Seed = 1;
    public const int Experiments = 3;

    public static string Name(int round) => FormattableString.Invariant($"chaos-{round}");

    public static string Yaml(int round) =>
        $$"""
        name: {{Name(round)}}
        method: grid
        metric: { name: viou, goal: maximize }
        max_attempts: 1000
        parameters:
          lr: { values: [3.0e-4, 1.0e-3, 3.0e-3] }
          dropout: { value: 0.1 }
          lr_backbone: { same_as: lr }
          text_encoder_lr: { same_as: lr }
          dataset_config: { value: synthetic/dataset.json }
          resolution: { value: 64 }
          video_max_len: { value: 6 }
          video_max_len_train: { value: 6 }
          stride: { value: 2 }
          num_workers: { value: 1 }
          backbone: { value: tiny-gn }
          hidden_dim: { value: 32 }
          nheads: { value: 4 }
          enc_layers: { value: 1 }
          dec_layers: { value: 1 }
          dim_feedforward: { value: 64 }
          batch_size: { value: 2 }
          epochs: { value: 6 }
          ema: { value: true }
          seed: { value: 42 }
        """;
}
