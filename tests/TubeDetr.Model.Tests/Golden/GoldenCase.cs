using System.Text.Json;
using TorchSharp;
using TubeDetr.Model.Text;

namespace TubeDetr.Model.Tests.Golden;

/// <summary>One folder of numbers from the original: <c>case.json</c> and <c>tensors.safetensors</c>.</summary>
public sealed class GoldenCase : IDisposable
{
    private readonly JsonDocument document;
    private readonly Dictionary<string, torch.Tensor> tensors;

    public GoldenCase(string folder)
    {
        document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        tensors = Safetensors.Read(Path.Combine(folder, "tensors.safetensors"));
    }

    public JsonElement Json => document.RootElement;

    public IReadOnlyDictionary<string, torch.Tensor> Tensors => tensors;

    public torch.Tensor this[string name] => tensors[name];

    public int[] Durations => [.. Json.GetProperty("durations").EnumerateArray().Select(e => e.GetInt32())];

    public (int First, int Last)[] InterIdx =>
        [.. Json.GetProperty("inter_idx").EnumerateArray().Select(e => (e[0].GetInt32(), e[1].GetInt32()))];

    public RobertaConfig Text => RobertaConfig.Parse(Json.GetProperty("text_config").ToString());

    public TubeDetrOptions Options
    {
        get
        {
            var a = Json.GetProperty("args");
            return new TubeDetrOptions
            {
                Backbone = a.GetProperty("backbone").GetString()!,
                Dilation = a.GetProperty("dilation").GetBoolean(),
                PositionEmbedding = a.GetProperty("position_embedding").GetString()!,
                HiddenDim = a.GetProperty("hidden_dim").GetInt32(),
                NHeads = a.GetProperty("nheads").GetInt32(),
                EncLayers = a.GetProperty("enc_layers").GetInt32(),
                DecLayers = a.GetProperty("dec_layers").GetInt32(),
                DimFeedforward = a.GetProperty("dim_feedforward").GetInt32(),
                Dropout = a.GetProperty("dropout").GetDouble(),
                NumQueries = a.GetProperty("num_queries").GetInt32(),
                VideoMaxLen = a.GetProperty("video_max_len_train").GetInt32(),
                Stride = a.GetProperty("stride").GetInt32(),
                Fast = a.GetProperty("fast").GetBoolean(),
                FastMode = a.GetProperty("fast_mode").GetString()!,
                LearnTimeEmbed = a.GetProperty("learn_time_embed").GetBoolean(),
                NoTimeEmbed = a.GetProperty("no_time_embed").GetBoolean(),
                NoTsa = a.GetProperty("no_tsa").GetBoolean(),
                AuxLoss = a.GetProperty("aux_loss").GetBoolean(),
                Sted = a.GetProperty("sted").GetBoolean(),
                GuidedAttn = a.GetProperty("guided_attn").GetBoolean(),
                Sigma = a.GetProperty("sigma").GetDouble(),
                FreezeTextEncoder = a.GetProperty("freeze_text_encoder").GetBoolean(),
                FreezeBackbone = a.GetProperty("freeze_backbone").GetBoolean(),
                TrainBackbone = a.GetProperty("lr_backbone").GetDouble() > 0,
            };
        }
    }

    public ModelInput Input => new(
        this["in.samples"], this["in.mask"], Durations, this["in.input_ids"], this["in.attention_mask"],
        tensors.GetValueOrDefault("in.samples_fast"), tensors.GetValueOrDefault("in.mask_fast"));

    public void Dispose()
    {
        document.Dispose();
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
