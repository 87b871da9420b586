using System.Buffers.Binary;
using System.Text;

namespace TubeDetr.Parity.Tests;

public sealed class TensorLedgerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-ledger-");

    [Fact]
    public void RequireAllRead_TensorLeftAside_IsNotWithin()
    {
        using var golden = Case("one", "two");
        var ledger = new TensorLedger(golden);
        Assert.Equal(2, ledger["one"].item<float>());
        var comparison = new Comparison();

        ledger.RequireAllRead(comparison);

        var deviation = Assert.Single(comparison.Deviations);
        Assert.False(deviation.IsWithin);
        Assert.Contains("two", deviation.Where, StringComparison.Ordinal);
        Assert.True(ledger.TryGet("two", out _));
        Assert.False(ledger.TryGet("three", out _));
    }

    [Fact]
    public void Item_Missing_SaysOfWhichCase()
    {
        using var golden = Case("one");
        var error = Assert.Throws<InvalidDataException>(() => new TensorLedger(golden)["three"]);
        Assert.Contains($"{folder.Name} lacks the tensor three", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private GoldenCase Case(params string[] names)
    {
        var header = Encoding.UTF8.GetBytes($"{{{string.Join(',', names.Select((name, i) => $$"""
            "{{name}}":{"dtype":"F32","shape":[1],"data_offsets":[{{i * 4}},{{(i * 4) + 4}}]}
            """))}}}");
        var bytes = new byte[8 + header.Length + (names.Length * 4)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        for (var i = 0; i < names.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(8 + header.Length + (i * 4)), i + 2);
        }

        File.WriteAllBytes(Path.Combine(folder.FullName, "tensors.safetensors"), bytes);
        return new GoldenCase(folder.FullName);
    }
}
