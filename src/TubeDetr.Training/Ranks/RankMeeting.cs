using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TubeDetr.Training.Ranks;

/// <summary>How processes find each other before they train one model together.</summary>
/// <param name="Address">Where rank 0 listens.</param>
/// <param name="WorldSize">How many must come.</param>
/// <param name="Agreement">What all of them must bring alike: a digest of the options.</param>
public sealed record RankMeeting(RankAddress Address, int WorldSize, byte[] Agreement)
{
    private const int MostOfHello = 4096;
    private static readonly byte[] Name = "tubedetr ranks 1"u8.ToArray();
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one may wait for another.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Returns when all are there.</summary>
    /// <exception cref="RankGroupException">They cannot find each other in time, or do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IRankGroup> Join(int rank, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return rank == 0 ? await Gather(either.Token) : await Connect(rank, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RankGroupException($"The {WorldSize} ranks did not all come to {Address} within {Patience.TotalMinutes:0.#} minutes. Start each with its own --rank, the same --world-size and the same --dist-url.");
        }
    }

    private async Task<IRankGroup> Gather(CancellationToken cancellationToken)
    {
        var lines = new SortedDictionary<int, RankLine>();
        using var listener = await Listen(cancellationToken);
        try
        {
            while (lines.Count < WorldSize - 1)
            {
                await Welcome(await listener.AcceptSocketAsync(cancellationToken), lines);
            }
        }
        catch
        {
            Close(lines.Values);
            throw;
        }

        foreach (var line in lines.Values)
        {
            line.Send(RankCall.Hello, []);
        }

        return new SocketRanks(0, [.. lines.Values], WorldSize);
    }

    private async Task<TcpListener> Listen(CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(Address.Host, cancellationToken);
            var listener = new TcpListener(addresses[0], Address.Port);
            listener.Start();
            return listener;
        }
        catch (SocketException fault)
        {
            throw new RankGroupException($"Rank 0 cannot listen on {Address}: {fault.Message}. Choose an address of this machine and a free port with --dist-url.", fault);
        }
    }

    // Who is no rank, comes twice or does not fit is sent away, the last two with a sentence, and does not disturb the others.
    private async Task Welcome(Socket socket, SortedDictionary<int, RankLine> lines)
    {
        var line = new RankLine(socket, $"what connected from {socket.RemoteEndPoint}") { Patience = TimeSpan.FromSeconds(10) };
        try
        {
            var hello = await Task.Run(() => line.Receive(RankCall.Hello, MostOfHello));
            if (!hello.AsSpan().StartsWith(Name) || hello.Length < Name.Length + sizeof(int))
            {
                line.Dispose();
                return;
            }

            var rank = BinaryPrimitives.ReadInt32LittleEndian(hello.AsSpan(Name.Length));
            if (Fault(rank, hello.AsSpan(Name.Length + sizeof(int)), lines) is { } fault)
            {
                line.Send(RankCall.Hello, Encoding.UTF8.GetBytes(fault));
                line.Dispose();
                return;
            }

            (line.Peer, line.Patience) = (FormattableString.Invariant($"rank {rank}"), RankLine.WhileTraining);
            lines.Add(rank, line);
        }
        catch (RankGroupException)
        {
            line.Dispose(); // it said nothing that a rank says
        }
    }

    private string? Fault(int rank, ReadOnlySpan<byte> agreement, SortedDictionary<int, RankLine> lines) =>
        rank <= 0 || rank >= WorldSize ? $"rank {rank} is none of {WorldSize}: ranks are numbered from 0, and all must be started with the same --world-size"
        : lines.ContainsKey(rank) ? $"there is a rank {rank} already; start each process with a --rank of its own"
        : !agreement.SequenceEqual(Agreement) ? $"the training options of rank {rank} are not those of rank 0; start all ranks with the same options"
        : null;

    private async Task<IRankGroup> Connect(int rank, CancellationToken cancellationToken)
    {
        var line = new RankLine(await Dial(cancellationToken), "rank 0");
        try
        {
            var number = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(number, rank);
            line.Send(RankCall.Hello, [.. Name, .. number, .. Agreement]);
            var answer = await Task.Run(() => line.Receive(RankCall.Hello, MostOfHello), cancellationToken).WaitAsync(cancellationToken);
            return answer.Length == 0
                ? new SocketRanks(rank, [line], WorldSize)
                : throw new RankGroupException($"Rank 0 refuses: {Encoding.UTF8.GetString(answer)}.");
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    // Rank 0 may be started last.
    private async Task<Socket> Dial(CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Address.Host, Address.Port, cancellationToken);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                await Task.Delay(Pause, Time, cancellationToken);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private static void Close(IEnumerable<RankLine> lines)
    {
        foreach (var line in lines)
        {
            line.Dispose();
        }
    }
}
