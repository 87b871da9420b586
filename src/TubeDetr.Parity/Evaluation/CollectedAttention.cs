using System.Text.Json;
using TorchSharp;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Parity.Evaluation;

/// <summary>Attention weights of all videos, kept as the nested lists in which the original writes them.</summary>
internal sealed class CollectedAttention : IAttentionKeeper
{
    private readonly Dictionary<string, Dictionary<string, JsonElement>> maps = new(StringComparer.Ordinal);

    /// <summary>By the original's name (<c>tsa_weights</c>, …), then by video.</summary>
    public JsonElement this[string name] => JsonSerializer.SerializeToElement(maps.GetValueOrDefault(name) ?? []);

    public void Keep(IEnumerable<AttentionMaps> videos)
    {
        foreach (var video in videos)
        {
            foreach (var (name, tensor) in video.Named())
            {
                if (!maps.TryGetValue(name, out var of))
                {
                    maps.Add(name, of = new(StringComparer.Ordinal));
                }

                of[video.VideoId] = Nested(tensor);
            }
        }
    }

    private static JsonElement Nested(torch.Tensor tensor) => tensor.shape.Length == 1
        ? JsonSerializer.SerializeToElement(tensor.cpu().data<float>().ToArray())
        : JsonSerializer.SerializeToElement(tensor.unbind().Select(Nested));
}
