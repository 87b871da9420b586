using System.Buffers.Binary;
using System.Net.Sockets;

namespace TubeDetr.Training.Ranks;

/// <summary>What a message between two ranks is part of; both must be in the same call.</summary>
internal enum RankCall : byte
{
    Hello = 1,
    Mean,
    Broadcast,
    Gather,
}

/// <summary>The connection of two ranks. A message is its call, its length (little-endian int32) and its bytes.</summary>
internal sealed class RankLine(Socket socket, string peer) : IDisposable
{
    private const int Head = 5;

    /// <summary>Longer than any step or evaluation of a healthy rank; that of the original's transport.</summary>
    public static readonly TimeSpan WhileTraining = TimeSpan.FromMinutes(30);

    private readonly NetworkStream stream = Prepare(socket);

    /// <summary>The other one, for people.</summary>
    public string Peer { get; set; } = peer;

    /// <summary>How long the other one may stay silent.</summary>
    public TimeSpan Patience { set => socket.ReceiveTimeout = (int)value.TotalMilliseconds; }

    /// <exception cref="RankGroupException">The peer is gone.</exception>
    public void Send(RankCall call, ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[Head];
        head[0] = (byte)call;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        try
        {
            stream.Write(head);
            stream.Write(bytes);
        }
        catch (IOException fault)
        {
            throw Gone(fault);
        }
    }

    /// <summary>The next message, which must fill the buffer exactly.</summary>
    /// <exception cref="RankGroupException">The peer is gone, or does something else.</exception>
    public void Receive(RankCall call, Span<byte> bytes)
    {
        if (Begin(call) is var length && length != bytes.Length)
        {
            throw new RankGroupException($"{Peer} sends {length} bytes where {bytes.Length} belong: do all ranks have the same options and the same program?");
        }

        Fill(bytes);
    }

    /// <summary>The next message, of any length up to a bound.</summary>
    /// <exception cref="RankGroupException">The peer is gone, or does something else.</exception>
    public byte[] Receive(RankCall call, int most = int.MaxValue)
    {
        var length = Begin(call);
        if (length < 0 || length > most)
        {
            throw new RankGroupException($"{Peer} is no rank of this training.");
        }

        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }

    public void Dispose() => stream.Dispose();

    private static NetworkStream Prepare(Socket socket)
    {
        socket.NoDelay = true; // a step waits for many small messages
        socket.ReceiveTimeout = (int)WhileTraining.TotalMilliseconds;
        return new NetworkStream(socket, ownsSocket: true);
    }

    private int Begin(RankCall call)
    {
        Span<byte> head = stackalloc byte[Head];
        Fill(head);
        return head[0] == (byte)call
            ? BinaryPrimitives.ReadInt32LittleEndian(head[1..])
            : throw new RankGroupException($"{Peer} is at another place of the training: do all ranks have the same options and the same program?");
    }

    private void Fill(Span<byte> bytes)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (IOException fault)
        {
            throw Gone(fault);
        }
    }

    private RankGroupException Gone(Exception fault) => new($"{Peer} is gone: {fault.Message} Start all ranks again with --resume to go on from the last checkpoint.", fault);
}
