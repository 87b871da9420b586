namespace TubeDetr.Grid.EndToEnd;

internal static class Some
{
    /// <summary>A model and a data path that two cores train on in seconds.</summary>
    private static readonly (string Name, string Value)[] Constants =
    [
        ("resolution", "64"), ("video_max_len", "8"), ("video_max_len_train", "8"), ("stride", "2"), ("num_workers", "1"),
        ("backbone", "tiny-gn"), ("hidden_dim", "32"), ("nheads", "4"), ("enc_layers", "1"), ("dec_layers", "2"), ("dim_feedforward", "64"),
        ("batch_size", "2"),
    ];

    /// <summary>Two experiments on the fixture's data that take seconds.</summary>
    public static string Sweep(string name, int epochs) =>
        $$"""
        name: {{name}}
        method: grid
        metric: { name: viou, goal: maximize }
        parameters:
          lr: { values: [3.0e-4, 1.0e-3] }
          lr_backbone: { same_as: lr }
          text_encoder_lr: { same_as: lr }
          dataset_config: { value: synthetic/dataset.json }
          epochs: { value: {{epochs}} }
          ema: { value: true }
          {{string.Join("\n  ", Constants.Select(constant => $"{constant.Name}: {{ value: {constant.Value} }}"))}}
        """;

    /// <summary>The same for <c>grid train</c>.</summary>
    public static IEnumerable<string> TrainFlags(int epochs) =>
        ["--epochs", $"{epochs}", .. Constants.SelectMany(constant => (string[])[$"--{constant.Name}", constant.Value])];
}
