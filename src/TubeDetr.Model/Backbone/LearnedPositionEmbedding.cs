using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Backbone;

/// <summary>A learned vector for each of 50 columns and 50 rows; columns first, then rows. It does not look at padding.</summary>
internal sealed class LearnedPositionEmbedding : PositionEmbedding
{
    private const int Longest = 50;

    private readonly Embedding row;
    private readonly Embedding column;

    public LearnedPositionEmbedding(int features)
    {
        row = Child("row_embed", new Embedding(Initial.Uniform(0, 1, Longest, features)));
        column = Child("col_embed", new Embedding(Initial.Uniform(0, 1, Longest, features)));
    }

    public override torch.Tensor Forward(torch.Tensor mask)
    {
        var (n, h, w) = (mask.shape[0], mask.shape[1], mask.shape[2]);
        if (h > Longest || w > Longest)
        {
            throw new ArgumentException(
                $"Features of {w}×{h} are more than the {Longest}×{Longest} that a learned position embedding knows: lower the resolution or choose the sine embedding.",
                nameof(mask));
        }

        var columns = column.Weight.narrow(0, 0, w).unsqueeze(0).expand(h, -1, -1);
        var rows = row.Weight.narrow(0, 0, h).unsqueeze(1).expand(-1, w, -1);
        return torch.cat([columns, rows], 2).flatten(0, 1).unsqueeze(0).expand(n, -1, -1);
    }
}
