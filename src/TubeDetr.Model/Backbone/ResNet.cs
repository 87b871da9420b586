using TorchSharp;
using TubeDetr.Model.Layers;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Backbone;

/// <summary>ResNet without its classifier, names as in torchvision: <c>conv1</c>, <c>bn1</c>, <c>layer1</c> … <c>layer4</c>.</summary>
internal sealed class ResNet : ConvNet
{
    private readonly bool fromScratch;
    private readonly Conv2d conv1;
    private readonly Norm2d bn1;
    private readonly LayerList<ResidualBlock>[] stages;

    public ResNet(string name, bool dilation)
    {
        var groupNorm = name.EndsWith("-gn", StringComparison.Ordinal);
        fromScratch = name is "resnet18-gn" or "resnet34-gn";
        Func<long, Norm2d> norm = groupNorm ? channels => new GroupNorm2d(channels) : channels => new FrozenBatchNorm2d(channels);
        var (depths, bottleneck, inner) = Shape(groupNorm ? name[..^3] : name);
        conv1 = Child("conv1", new Conv2d(3, 64, kernel: 7, stride: 2));
        bn1 = Child("bn1", norm(64));
        stages = new LayerList<ResidualBlock>[4];
        long inputs = 64;
        for (var i = 0; i < 4; i++)
        {
            var stage = new Stage(inputs, 64L << i, inner, depths[i], Stride: i == 0 ? 1 : 2, Dilate: dilation && i == 3);
            stages[i] = Child($"layer{i + 1}", new LayerList<ResidualBlock>(bottleneck ? stage.Bottlenecks(norm) : stage.BasicBlocks(norm)));
            inputs = (64L << i) * (bottleneck ? Bottleneck.Expansion : 1);
        }

        Channels = inputs;
    }

    public override long Channels { get; }

    public override torch.Tensor Forward(torch.Tensor frames)
    {
        var x = Stem(frames);
        foreach (var block in stages.SelectMany(stage => stage))
        {
            using var inputs = x; // what a gradient needs of them it keeps itself; the rest would pile up over a hundred layers
            x = Alone(block, inputs);
        }

        return x;
    }

    private torch.Tensor Stem(torch.Tensor frames)
    {
        using var scope = torch.NewDisposeScope();
        return functional.max_pool2d(bn1.Forward(conv1.Forward(frames)).relu_(), 3L, 2L, 1L).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Alone(ResidualBlock block, torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        return block.Forward(x).MoveToOuterDisposeScope();
    }

    /// <summary>The stem and the first stage keep the weights they were loaded with; for two of ours there are none to load.</summary>
    public override void FreezeStem()
    {
        if (fromScratch)
        {
            return;
        }

        foreach (var (_, slot) in conv1.Slots().Concat(bn1.Slots()).Concat(stages[0].Slots()).Where(s => s.Slot.IsParameter))
        {
            slot.Freeze();
        }
    }

    /// <summary>Blocks of each stage, whether they are bottlenecks, and the groups of those' 3×3 convolution with the width of a group, where the stage has 64 planes.</summary>
    private static (int[] Depths, bool Bottleneck, (long Groups, long WidthOf64) Inner) Shape(string name) => name switch
    {
        "resnet18" => ([2, 2, 2, 2], false, (1, 64)),
        "resnet34" => ([3, 4, 6, 3], false, (1, 64)),
        "resnet50" => ([3, 4, 6, 3], true, (1, 64)),
        "resnet101" => ([3, 4, 23, 3], true, (1, 64)),
        "resnet152" => ([3, 8, 36, 3], true, (1, 64)),
        "resnext50_32x4d" => ([3, 4, 6, 3], true, (32, 4)),
        "resnext101_32x8d" => ([3, 4, 23, 3], true, (32, 8)),
        "resnext101_64x4d" => ([3, 4, 23, 3], true, (64, 4)),
        "wide_resnet50_2" => ([3, 4, 6, 3], true, (1, 128)),
        "wide_resnet101_2" => ([3, 4, 23, 3], true, (1, 128)),
        _ => throw new ArgumentException($"There is no backbone named {name}.", nameof(name)),
    };

    private sealed record Stage(long Inputs, long Planes, (long Groups, long WidthOf64) Inner, int Depth, long Stride, bool Dilate)
    {
        public IEnumerable<ResidualBlock> BasicBlocks(Func<long, Norm2d> norm) =>
            Enumerable.Range(0, Depth).Select(i => i == 0 ? new BasicBlock(Inputs, Planes, Stride, norm) : new BasicBlock(Planes, Planes, 1, norm));

        /// <summary>With dilation the stage keeps its size, and all its blocks but the first look twice as far.</summary>
        public IEnumerable<ResidualBlock> Bottlenecks(Func<long, Norm2d> norm)
        {
            var (stride, dilation) = Dilate ? (1L, Stride) : (Stride, 1L);
            return Enumerable.Range(0, Depth).Select(i => i == 0
                ? new Bottleneck(Inputs, Planes, Inner, stride, 1, norm)
                : new Bottleneck(Planes * Bottleneck.Expansion, Planes, Inner, 1, dilation, norm));
        }
    }
}
