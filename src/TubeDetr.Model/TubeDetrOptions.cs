namespace TubeDetr.Model;

/// <summary>Everything that shapes the network and its loss; names and defaults are those of the original training script.</summary>
public sealed record TubeDetrOptions
{
    /// <summary>One of <see cref="Backbones"/>.</summary>
    public string Backbone { get; init; } = "resnet101";

    /// <summary>Replaces the last stride of a bottleneck ResNet by dilation (DC5).</summary>
    public bool Dilation { get; init; }

    /// <summary><c>sine</c> or <c>learned</c>.</summary>
    public string PositionEmbedding { get; init; } = "sine";

    /// <summary>Width of the transformer; a multiple of <see cref="NHeads"/> and of 4.</summary>
    public int HiddenDim { get; init; } = 256;

    public int NHeads { get; init; } = 8;

    public int EncLayers { get; init; } = 6;

    public int DecLayers { get; init; } = 6;

    public int DimFeedforward { get; init; } = 2048;

    /// <summary>Dropout inside the transformer, in [0, 1).</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Dropout after the projection of the words; the original fixes it at 0.1.</summary>
    public double ResizerDropout { get; init; } = 0.1;

    /// <summary>Dropout of the start-end head, also on its logits; the original fixes it at 0.5.</summary>
    public double StedDropout { get; init; } = 0.5;

    /// <summary>Object queries a frame; the paper uses one.</summary>
    public int NumQueries { get; init; } = 1;

    /// <summary>Positions are added in every attention layer; the original fails without.</summary>
    public bool PassPosAndQuery { get; init; } = true;

    /// <summary><c>video_max_len_train</c>: rows of the time encoding, the most frames that one forward pass takes.</summary>
    public int VideoMaxLen { get; init; } = 200;

    /// <summary>Temporal stride k of the slow branch; 0 encodes every frame with the text.</summary>
    public int Stride { get; init; } = 5;

    /// <summary>Whether the fast branch sees every frame.</summary>
    public bool Fast { get; init; } = true;

    /// <summary>How the fast branch is made and joined: empty (the paper), <c>gating</c>, <c>transformer</c>, <c>pool</c> or <c>noslow</c>.</summary>
    public string FastMode { get; init; } = "";

    public bool LearnTimeEmbed { get; init; }

    public bool NoTimeEmbed { get; init; }

    /// <summary>Without temporal self-attention every frame attends to itself only.</summary>
    public bool NoTsa { get; init; }

    /// <summary>Draws the temporal self-attention anew after weights of an image model were loaded.</summary>
    public bool RdInitTsa { get; init; }

    /// <summary>Whether the earlier decoder layers are supervised too.</summary>
    public bool AuxLoss { get; init; } = true;

    /// <summary>Whether there is a start-end head.</summary>
    public bool Sted { get; init; } = true;

    /// <summary>Whether temporal attention outside the annotated moment is penalised.</summary>
    public bool GuidedAttn { get; init; } = true;

    /// <summary>Standard deviation, in frames, of the start-end target.</summary>
    public double Sigma { get; init; } = 1;

    public bool FreezeTextEncoder { get; init; }

    /// <summary>Freezes the visual backbone and a learned position embedding.</summary>
    public bool FreezeBackbone { get; init; }

    /// <summary>False when <c>lr_backbone</c> is 0: the convolutions are frozen, a learned position embedding is not.</summary>
    public bool TrainBackbone { get; init; } = true;

    public double BboxLossCoef { get; init; } = 5;

    public double GiouLossCoef { get; init; } = 2;

    public double StedLossCoef { get; init; } = 10;

    public double GuidedAttnLossCoef { get; init; } = 1;

    /// <summary>
    /// The backbones there are: torchvision's ResNets with frozen batch norm, the original's two with group norm (<c>-gn</c>), and three of ours with group norm that train from scratch
    /// (<c>resnet18-gn</c>, <c>resnet34-gn</c>, <c>tiny-gn</c>).
    /// </summary>
    public static IReadOnlyList<string> Backbones { get; } =
    [
        "resnet18", "resnet34", "resnet50", "resnet101", "resnet152",
        "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2",
        "resnet18-gn", "resnet34-gn", "resnet50-gn", "resnet101-gn", "tiny-gn",
    ];

    public static IReadOnlyList<string> FastModes { get; } = ["", "gating", "transformer", "pool", "noslow"];

    /// <summary>Every reason why no model can be built of these options, a sentence each; empty when one can.</summary>
    public IReadOnlyList<string> Validate() => OptionsCheck.Of(this);
}
