using System.Diagnostics;
using System.Globalization;
using System.Net;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>
/// A network namespace for each silo and a bridge between them and this machine, so that cables can be pulled: nothing is refused then, and nothing answers. Needs the rights of root.
/// </summary>
internal sealed class SiloNetwork : IAsyncDisposable
{
    /// <summary>Ends of what an earlier process with this beginning has left; the number after it is that process.</summary>
    private const string Mark = "tubedetr-";

    private readonly int _silos;
    private readonly int _owner = Environment.ProcessId;

    private SiloNetwork(int silos) => _silos = silos;

    /// <summary>This machine's address on the bridge, in the range that is set aside for measurements (RFC 2544).</summary>
    public IPAddress Host => Address(0);

    private string Bridge => Text($"td{_owner}");

    /// <summary>Makes the network; null, with the reason, where this account or machine does not allow it.</summary>
    public static async Task<(SiloNetwork? Network, string? Refusal)> Make(int silos, CancellationToken cancellationToken)
    {
        var network = new SiloNetwork(silos);
        try
        {
            await RemoveLeftovers();
            await network.Build();
            cancellationToken.ThrowIfCancellationRequested();
            return (network, null);
        }
        catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or IOException)
        {
            await network.DisposeAsync();
            return (null, refused.Message);
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <param name="silo">From 1.</param>
    public SiloPlace PlaceOf(int silo) => new(Address(silo).ToString(), ["nsenter", $"--net=/run/netns/{Namespace(silo)}", "--"]);

    /// <summary>Pulls a silo's cable.</summary>
    public Task Cut(int silo) => Ip($"link set {Cable(silo)} down");

    public Task Join(int silo) => Ip($"link set {Cable(silo)} up");

    /// <summary>Loses everything between two silos, in both directions.</summary>
    public async Task Cut(int one, int other)
    {
        await Ip($"-n {Namespace(one)} route add blackhole {Address(other)}/32");
        await Ip($"-n {Namespace(other)} route add blackhole {Address(one)}/32");
    }

    public async Task Join(int one, int other)
    {
        await Ip($"-n {Namespace(one)} route del blackhole {Address(other)}/32");
        await Ip($"-n {Namespace(other)} route del blackhole {Address(one)}/32");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Enumerable.Range(1, _silos))
        {
            await Quietly($"netns del {Namespace(silo)}");
        }

        await Quietly($"link del {Bridge}");
    }

    /// <summary>A process that was killed could not take its network away.</summary>
    private static async Task RemoveLeftovers()
    {
        var names = Directory.Exists("/run/netns") ? Directory.GetFiles("/run/netns", Mark + "*").Select(path => Path.GetFileName(path)!).ToList() : [];
        foreach (var name in names)
        {
            if (int.TryParse(name.Split('-')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var owner) && ProcessStamp.Of(owner) is null)
            {
                await Quietly($"netns del {name}");
                await Quietly(Text($"link del td{owner}"));
            }
        }
    }

    private async Task Build()
    {
        await Ip($"link add {Bridge} type bridge");
        await Ip($"addr add {Host}/24 dev {Bridge}");
        await Ip($"link set {Bridge} up");
        foreach (var silo in Enumerable.Range(1, _silos))
        {
            await Ip($"netns add {Namespace(silo)}");
            await Ip($"link add {Cable(silo)} type veth peer name eth0 netns {Namespace(silo)}");
            await Ip($"link set {Cable(silo)} master {Bridge} up");
            await Ip($"-n {Namespace(silo)} addr add {Address(silo)}/24 dev eth0");
            await Ip($"-n {Namespace(silo)} link set lo up");
            await Ip($"-n {Namespace(silo)} link set eth0 up");
        }
    }

    private IPAddress Address(int number) => new([198, 18, (byte)_owner, (byte)(number + 1)]);

    private string Namespace(int silo) => Text($"{Mark}{_owner}-{silo}");

    private string Cable(int silo) => Text($"td{_owner}v{silo}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static async Task Quietly(string arguments)
    {
        try
        {
            await Ip(arguments);
        }
        catch (Exception gone) when (gone is System.ComponentModel.Win32Exception or IOException)
        {
            // It was not there, which is what is wanted.
        }
    }

    /// <exception cref="IOException">The command was refused; the message is its own.</exception>
    private static async Task Ip(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new IOException($"ip {arguments}: {errors.Split('\n')[0]}");
        }
    }
}
