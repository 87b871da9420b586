using TorchSharp;
using TubeDetr.Model.Layers;
using TubeDetr.Model.Transformer;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Text;

/// <summary>One encoder layer, norms after the residual sums, GELU between.</summary>
internal sealed class RobertaLayer : Layer
{
    private readonly AttentionBlock attention;
    private readonly Inner intermediate;
    private readonly Output output;

    public RobertaLayer(RobertaConfig config)
    {
        attention = Child("attention", new AttentionBlock(config));
        intermediate = Child("intermediate", new Inner(config));
        output = Child("output", new Output(config, config.IntermediateSize));
    }

    public static Linear Dense(RobertaConfig config, long inputs, long outputs) =>
        new(Initial.Normal(config.InitializerRange, outputs, inputs), Initial.Zeros(outputs));

    /// <summary>x [b, L, hidden]; bias [b, 1, 1, L] is −∞ at padding.</summary>
    public torch.Tensor Forward(torch.Tensor x, torch.Tensor bias)
    {
        x = attention.Forward(x, bias);
        return output.Forward(functional.gelu(intermediate.Dense.Forward(x)), x);
    }

    private sealed class AttentionBlock : Layer
    {
        private readonly Heads self;
        private readonly Output output;

        public AttentionBlock(RobertaConfig config)
        {
            self = Child("self", new Heads(config));
            output = Child("output", new Output(config, config.HiddenSize));
        }

        public torch.Tensor Forward(torch.Tensor x, torch.Tensor bias) => output.Forward(self.Forward(x, bias), x);
    }

    private sealed class Heads : Layer
    {
        private readonly Linear query;
        private readonly Linear key;
        private readonly Linear value;
        private readonly RobertaConfig config;
        private readonly Scalar scale;

        public Heads(RobertaConfig config)
        {
            this.config = config;
            scale = Math.Sqrt((double)config.NumAttentionHeads / config.HiddenSize);
            query = Child("query", RobertaLayer.Dense(config, config.HiddenSize, config.HiddenSize));
            key = Child("key", RobertaLayer.Dense(config, config.HiddenSize, config.HiddenSize));
            value = Child("value", RobertaLayer.Dense(config, config.HiddenSize, config.HiddenSize));
        }

        public torch.Tensor Forward(torch.Tensor x, torch.Tensor bias)
        {
            var (q, k, v) = (Split(query.Forward(x)), Split(key.Forward(x)), Split(value.Forward(x)));
            var y = Attention.Of(q, k, v, bias, scale, Training ? config.AttentionDropout : 0);
            return y.transpose(1, 2).flatten(2);
        }

        private torch.Tensor Split(torch.Tensor x) => x.unflatten(2, [config.NumAttentionHeads, -1]).transpose(1, 2);
    }

    private sealed class Inner : Layer
    {
        public Inner(RobertaConfig config) => Dense = Child("dense", RobertaLayer.Dense(config, config.HiddenSize, config.IntermediateSize));

        public Linear Dense { get; }
    }

    private sealed class Output : Layer
    {
        private readonly Linear dense;
        private readonly LayerNorm norm;
        private readonly double dropout;

        public Output(RobertaConfig config, long inputs)
        {
            dense = Child("dense", RobertaLayer.Dense(config, inputs, config.HiddenSize));
            norm = Child("LayerNorm", new LayerNorm(config.HiddenSize, config.LayerNormEps));
            dropout = config.HiddenDropout;
        }

        public torch.Tensor Forward(torch.Tensor x, torch.Tensor residual) =>
            norm.Forward(dense.Forward(x).Drop(dropout, Training) + residual);
    }
}
