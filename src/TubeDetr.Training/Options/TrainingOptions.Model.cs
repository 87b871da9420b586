namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Model, "Do not train the text encoder.")]
    public bool FreezeTextEncoder { get; init; }

    [Option(OptionGroup.Model, "Do not train the visual backbone.")]
    public bool FreezeBackbone { get; init; }

    [Option(OptionGroup.Model, "Size of the text encoder. Where its folder has a subfolder of this name, that is used; another choice than the default must agree with the encoder's config.json.", Choices = ["roberta-base", "distilroberta-base", "roberta-large"])]
    public string TextEncoderType { get; init; } = "roberta-base";

    [Option(OptionGroup.Model, "Folder with the text encoder's config.json, vocab.json and merges.txt, and with its weights in model.safetensors or pytorch_model.bin where it is pretrained.", Ours = true)]
    public string TextEncoderPath { get; init; } = "";

    [Option(OptionGroup.Model, "Visual backbone: torchvision's ResNets, the original's two with group norm (resnet50-gn, resnet101-gn), and ours that train from scratch (resnet18-gn, resnet34-gn, and the small tiny-gn for laptops and tests).",
        Choices = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2",
            "resnet18-gn", "resnet34-gn", "resnet50-gn", "resnet101-gn", "tiny-gn"],
        AbsentPrefix = "timm_", AbsentReason = "networks of the timm library are not built; choose one of torchvision's ResNets, such as resnet101")]
    public string Backbone { get; init; } = "resnet101";

    [Option(OptionGroup.Model, "Dilate instead of striding in the last block of the backbone (DC5).")]
    public bool Dilation { get; init; }

    [Option(OptionGroup.Model, "Position encoding of the image features.", Choices = ["sine", "learned"])]
    public string PositionEmbedding { get; init; } = "sine";

    [Option(OptionGroup.Model, "Encoder layers.", Minimum = 1, Maximum = 64)]
    public int EncLayers { get; init; } = 6;

    [Option(OptionGroup.Model, "Decoder layers.", Minimum = 1, Maximum = 64)]
    public int DecLayers { get; init; } = 6;

    [Option(OptionGroup.Model, "Inner width of the feed-forward layers.", Minimum = 1, Maximum = 65_536)]
    public int DimFeedforward { get; init; } = 2048;

    [Option(OptionGroup.Model, "Width of the transformer.", Minimum = 4, Maximum = 8_192)]
    public int HiddenDim { get; init; } = 256;

    [Option(OptionGroup.Model, "Dropout of the transformer.", Minimum = 0, Maximum = 0.999)]
    public double Dropout { get; init; } = 0.1;

    [Option(OptionGroup.Model, "Dropout after the projection of the words; fixed in the original.", Minimum = 0, Maximum = 0.999, Ours = true)]
    public double ResizerDropout { get; init; } = 0.1;

    [Option(OptionGroup.Model, "Dropout of the start-end head, also on its logits; fixed in the original.", Minimum = 0, Maximum = 0.999, Ours = true)]
    public double StedDropout { get; init; } = 0.5;

    [Option(OptionGroup.Model, "Attention heads.", Minimum = 1, Maximum = 256)]
    public int Nheads { get; init; } = 8;

    [Option(OptionGroup.Model, "Object queries of a frame; more than one mixes frames, as in the original.", Minimum = 1, Maximum = 1_000)]
    public int NumQueries { get; init; } = 1;

    [Option(OptionGroup.Model, "Pass the position encodings to each attention layer.", NegativeFlag = "no_pass_pos_and_query", OnlyDefault = "cannot be switched off (the original crashes without it); leave it out")]
    public bool PassPosAndQuery { get; init; } = true;

    [Option(OptionGroup.Model, "Weights to start from: a checkpoint of ours, a .pth of the original or MDETR, or a .safetensors file. The moving average is preferred; names that only one side has are reported and skipped.")]
    public string Load { get; init; } = "";

    [Option(OptionGroup.Model, "After a load, start what only videos have anew, as for the weights of an image model; done by itself for the original's pretrained_resnet101_checkpoint.pth.", Ours = true)]
    public bool ResetTemporal { get; init; }

    [Option(OptionGroup.Model, "Weights of an ImageNet ResNet to start from: torchvision's .pth, or .safetensors with its names.", Ours = true)]
    public string BackbonePath { get; init; } = "";
}
