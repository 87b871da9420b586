using System.Security.Cryptography;
using System.Text;
using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>With whom a training trains.</summary>
/// <param name="WorldSize">Processes in all.</param>
/// <param name="Rank">This one; null: the first, which starts the others on this machine.</param>
/// <param name="LocalRank">This one among those of its machine: it takes the GPU of this number.</param>
/// <param name="Address">Where rank 0 listens.</param>
internal sealed record RankPlan(int WorldSize, int? Rank, int LocalRank, RankAddress Address)
{
    public static RankPlan Alone { get; } = new(1, null, 0, RankAddress.Loopback(0));

    public bool StartsOthers => WorldSize > 1 && Rank is null;

    /// <summary>Where all of them have to be told apart from those of another training.</summary>
    public RankMeeting Meeting(TrainingOptions options, TimeProvider time)
    {
        var chosen = string.Join('\n', options.Chosen().OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => $"{option.Key}={option.Value}"));
        return new(Address, WorldSize, SHA256.HashData(Encoding.UTF8.GetBytes(chosen))) { Time = time };
    }
}
