using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using TubeDetr.Grid.Cli.Export;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Cli.Tests.Export;

public sealed class EventFileTests
{
    /// <summary>What TensorFlow's writer puts around nothing and around "123456789" (CRC-32C e3069283 before the mask).</summary>
    [Theory]
    [InlineData("", 0xa282ead8u)]
    [InlineData("123456789", 0xc78ab0e5u)]
    public void MaskedCrc_KnownBytes_IsTensorFlows(string text, uint expected) => Assert.Equal(expected, EventFile.MaskedCrc(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Add_Rows_AreRecordsOfEventsThatProtobufReads()
    {
        using var bytes = new MemoryStream();
        var file = new EventFile(bytes, DateTimeOffset.UnixEpoch.AddSeconds(5));
        file.Add(Row(7, new("loss", 0.5), new("viou@0.3", 0.25)));

        bytes.Position = 0;
        var (first, second) = (Record(bytes), Record(bytes));

        Assert.Equal(bytes.Length, bytes.Position);
        Assert.Equal("time 5 step 0 version brain.Event:2", Text(first));
        Assert.Equal("time 70.5 step 7 loss=0.5 viou@0.3=0.25", Text(second));
    }

    private static MetricRow Row(long step, params KeyValuePair<string, double>[] values) =>
        new() { Attempt = 1, Step = step, Epoch = 1, Time = DateTimeOffset.UnixEpoch.AddSeconds(70.5), Values = [.. values] };

    private static byte[] Record(Stream stream)
    {
        Span<byte> head = stackalloc byte[12];
        stream.ReadExactly(head);
        Assert.Equal(EventFile.MaskedCrc(head[..8]), BinaryPrimitives.ReadUInt32LittleEndian(head[8..]));
        var bytes = new byte[BinaryPrimitives.ReadInt64LittleEndian(head)];
        stream.ReadExactly(bytes);
        Span<byte> tail = stackalloc byte[4];
        stream.ReadExactly(tail);
        Assert.Equal(EventFile.MaskedCrc(bytes), BinaryPrimitives.ReadUInt32LittleEndian(tail));
        return bytes;
    }

    private static string Text(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        var words = new List<string>();
        while (input.ReadTag() is var tag and not 0)
        {
            words.Add(WireFormat.GetTagFieldNumber(tag) switch
            {
                1 => FormattableString.Invariant($"time {input.ReadDouble()}"),
                2 => FormattableString.Invariant($"step {input.ReadInt64()}"),
                3 => $"version {input.ReadString()}",
                _ => Values(input.ReadBytes()),
            });
        }

        return string.Join(' ', words);
    }

    private static string Values(ByteString summary)
    {
        var input = summary.CreateCodedInput();
        var words = new List<string>();
        while (input.ReadTag() != 0)
        {
            var value = input.ReadBytes().CreateCodedInput();
            value.ReadTag();
            var name = value.ReadString();
            value.ReadTag();
            words.Add(FormattableString.Invariant($"{name}={value.ReadFloat()}"));
        }

        return string.Join(' ', words);
    }
}
