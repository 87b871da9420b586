using System.Net;
using System.Net.NetworkInformation;
using TubeDetr.Grid.Cli.Chaos;

namespace TubeDetr.Grid.Cli.Tests.Chaos;

public sealed class SiloNetworkTests
{
    [Fact]
    public async Task Cut_OneSilo_IsSilentUntilItIsJoinedAgain()
    {
        var (made, refusal) = await SiloNetwork.Make(2, TestContext.Current.CancellationToken);
        Assert.SkipWhen(made is null, $"network namespaces are not permitted here: {refusal}");
        await using var network = made;
        var (one, other) = (IPAddress.Parse(network.PlaceOf(1).Host), IPAddress.Parse(network.PlaceOf(2).Host));

        await network.Cut(1);
        Assert.Equal((false, true), (await Answers(one), await Answers(other)));
        await network.Join(1);
        Assert.True(await AnswersInTheEnd(one));

        await network.Cut(1, 2);
        Assert.Equal((true, true), (await AnswersInTheEnd(one), await AnswersInTheEnd(other)));
        await network.Join(1, 2);
    }

    /// <summary>Whoever did not answer is looked for again a second later.</summary>
    private static async Task<bool> AnswersInTheEnd(IPAddress address)
    {
        for (var tries = 1; tries < 10; tries++)
        {
            if (await Answers(address))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> Answers(IPAddress address)
    {
        using var ping = new Ping();
        return (await ping.SendPingAsync(address, 1000)).Status == IPStatus.Success;
    }
}
