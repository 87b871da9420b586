using System.Net;
using System.Net.Sockets;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Tests.Ranks;

/// <summary>Ranks over real connections on loopback, each on a thread.</summary>
public sealed class SocketRanksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mean_ThreeRanks_IsTheSameBitsForAll()
    {
        var means = await Together(3, ranks =>
        {
            float[] values = [.. Enumerable.Range(0, 1001).Select(i => (i * 0.1f) + ranks.Rank)];
            ranks.Mean(values);
            return values;
        });

        Assert.Equal(Enumerable.Range(0, 1001).Select(i => ((i * 0.1f) + ((i * 0.1f) + 1) + ((i * 0.1f) + 2)) / 3), means[0]);
        Assert.Equal(means[0], means[1]);
        Assert.Equal(means[0], means[2]);
    }

    [Fact]
    public async Task Gather_DifferentLengths_ComesInOrderOfRanks()
    {
        var gathered = await Together(3, ranks => ranks.Gather([.. Enumerable.Repeat((byte)ranks.Rank, ranks.Rank * 2)]));

        Assert.All(gathered, all => Assert.Equal([[], [1, 1], [2, 2, 2, 2]], all));
    }

    [Fact]
    public async Task Broadcast_TwoRanks_GivesRankZerosBytes()
    {
        var heard = await Together(2, ranks =>
        {
            byte[] bytes = [(byte)(ranks.Rank + 7), 2];
            ranks.Broadcast(bytes);
            return bytes;
        });

        Assert.Equal([7, 2], heard[1]);
    }

    [Fact]
    public async Task Mean_RankGone_SaysSo()
    {
        var group = await Meet(2);
        group[1].Dispose();

        var fault = Assert.Throws<RankGroupException>(() => group[0].Mean(new float[8]));
        Assert.Contains("rank 1 is gone", fault.Message, StringComparison.Ordinal);
        group[0].Dispose();
    }

    [Fact]
    public async Task Mean_OtherRankIsElsewhere_SaysThatTheRanksDiffer()
    {
        var group = await Meet(2);
        var other = Task.Run(() => Assert.Throws<RankGroupException>(() => group[1].Gather([1])), Stop);

        var fault = Assert.Throws<RankGroupException>(() => group[0].Mean(new float[8]));
        Assert.Contains("rank 1 is at another place", fault.Message, StringComparison.Ordinal);
        group[0].Dispose();
        await other;
        group[1].Dispose();
    }

    [Fact]
    public async Task Join_OtherOptions_IsRefusedAndDoesNotDisturb()
    {
        var meeting = Meeting(2);
        var first = meeting.Join(0, Stop);
        var fault = await Assert.ThrowsAsync<RankGroupException>(() => (meeting with { Agreement = [9] }).Join(1, Stop));
        Assert.Contains("training options of rank 1", fault.Message, StringComparison.Ordinal);

        using var second = await meeting.Join(1, Stop);
        using var zero = await first;
        Assert.Equal((0, 1, 2), (zero.Rank, second.Rank, second.WorldSize));
    }

    [Fact]
    public async Task Join_StrangerConnects_IsIgnored()
    {
        var meeting = Meeting(2);
        var first = meeting.Join(0, Stop);
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(meeting.Address.Host, meeting.Address.Port, Stop);
        await stranger.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Stop);

        using var second = await meeting.Join(1, Stop);
        using var zero = await first;
        Assert.Equal(2, zero.WorldSize);
    }

    [Fact]
    public async Task Join_NobodyComes_SaysWhatToDo()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var waiting = (Meeting(2) with { Time = time }).Join(0, Stop);
        time.Advance(TimeSpan.FromMinutes(11));

        var fault = await Assert.ThrowsAsync<RankGroupException>(() => waiting);
        Assert.Contains("--world-size", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp://10.0.0.1:29500", "10.0.0.1", 29500)]
    [InlineData("tcp://box:1", "box", 1)]
    [InlineData("env://", null, 0)]
    [InlineData("tcp://box", null, 0)]
    [InlineData("tcp://box:0", null, 0)]
    [InlineData("tcp://box:65536", null, 0)]
    public void Parse_Addresses_AsWritten(string text, string? host, int port) =>
        Assert.Equal(host is null ? null : new RankAddress(host, port), RankAddress.Parse(text));

    private static async Task<T[]> Together<T>(int worldSize, Func<IRankGroup, T> work)
    {
        var group = await Meet(worldSize);
        var results = await Task.WhenAll(group.Select(ranks => Task.Factory.StartNew(() => work(ranks), Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.All(group, ranks => ranks.Dispose());
        return results;
    }

    private static async Task<IRankGroup[]> Meet(int worldSize)
    {
        var meeting = Meeting(worldSize);
        var group = await Task.WhenAll(Enumerable.Range(0, worldSize).Reverse().Select(rank => meeting.Join(rank, Stop)));
        return [.. group.Reverse()];
    }

    private static RankMeeting Meeting(int worldSize)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new(RankAddress.Loopback(((IPEndPoint)listener.LocalEndpoint).Port), worldSize, [1, 2, 3]);
    }
}
