using System.Globalization;
using System.Numerics;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Tests.Checkpoints.PyTorch.Pickles;

public sealed class UnpicklerTests
{
    public static TheoryData<string, string> Values => new()
    {
        // Instructions, value as JSON.
        { "N.", "null" },
        { "\u0088.", "true" },
        { "\u0089.", "false" },
        { "I01\n.", "true" },
        { "I00\n.", "false" },
        { "I-12\n.", "-12" },
        { "L77L\n.", "77" },
        { "K\u0007.", "7" },
        { "M\u0001\u0002.", "513" },
        { "J\u00fe\u00ff\u00ff\u00ff.", "-2" },
        { "\u008a\u0000.", "0" },
        { "\u008a\u0001\u0080.", "-128" },
        { "\u008b\u0002\u0000\u0000\u0000\u00ff\u00ff.", "-1" },
        { "\u008a\u0009\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001.", "\"18446744073709551616\"" },
        { "F1.5\n.", "1.5" },
        { "G\u0040\u0004\u0000\u0000\u0000\u0000\u0000\u0000.", "2.5" },
        { "S'ab'\n.", "\"ab\"" },
        { "T\u0002\u0000\u0000\u0000ab.", "\"ab\"" },
        { "U\u0002ab.", "\"ab\"" },
        { "Vab\n.", "\"ab\"" },
        { "X\u0002\u0000\u0000\u0000\u00c3\u00a9.", "\"\u00e9\"" },
        { "\u008c\u0001x.", "\"x\"" },
        { "\u008d\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000x.", "\"x\"" },
        { "B\u0001\u0000\u0000\u0000\u00ff.", "\"ff\"" },
        { "C\u0001\u00ff.", "\"ff\"" },
        { "\u008e\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u00ff.", "\"ff\"" },
        { "\u0096\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u00ff.", "\"ff\"" },
        { ").", "[]" },
        { "(K\u0001K\u0002t.", "[1,2]" },
        { "K\u0001\u0085.", "[1]" },
        { "K\u0001K\u0002\u0086.", "[1,2]" },
        { "K\u0001K\u0002K\u0003\u0087.", "[1,2,3]" },
        { "].", "[]" },
        { "]K\u0001a.", "[1]" },
        { "](K\u0001K\u0002e.", "[1,2]" },
        { "(K\u0001l.", "[1]" },
        { "}.", "{}" },
        { "}U\u0001aK\u0001s.", "{\"a\":1}" },
        { "}(U\u0001aK\u0001U\u0001bNu.", "{\"a\":1,\"b\":null}" },
        { "(U\u0001aK\u0001d.", "{\"a\":1}" },
        { "K\u0001K\u00020.", "1" },
        { "K\u0001(K\u0002K\u00031.", "1" },
        { "K\u0005p3\n0g3\n.", "5" },
        { "K\u0005q\u00030h\u0003.", "5" },
        { "K\u0005r\u0003\u0000\u0000\u00000j\u0003\u0000\u0000\u0000.", "5" },
        { "K\u0005\u00940h\u0000.", "5" },
        { "\u0080\u0004\u0095\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000K\u0005.", "5" },
        { "ccollections\nOrderedDict\n)RU\u0001aK\u0001s.", "{\"a\":1}" },
        { "ccollections\nOrderedDict\n]U\u0001aK\u0001\u0086a\u0085R.", "{\"a\":1}" },
        { "c_codecs\nencode\nU\u0001\u00ffU\u0006latin1\u0086R.", "\"ff\"" },
        { "ctorch\nSize\nK\u0002K\u0003\u0086\u0085R.", "[2,3]" },
        { "cargparse\nNamespace\n)\u0081}U\u0001aK\u0001sb.", "{\"a\":1}" },
        { "\u008c\u0008argparse\u008c\u0009Namespace\u0093)\u0081.", "\"argparse.Namespace\"" },
        { "c__builtin__\nbytes\n)R.", "\"\"" },
        { "\u008f(K\u0001\u0090.", "\"builtins.set\"" },
        { "(K\u0001\u0091.", "\"builtins.frozenset\"" },
        { "cpathlib\nPosixPath\nU\u0001/\u0085R.", "\"pathlib.PosixPath\"" },
        { "cx\nY\n)}\u0092.", "\"x.Y\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Read_EachInstruction_GivesItsValue(string instructions, string json)
    {
        Assert.Equal(json, PickleJson.Of(Pickled.Load(instructions))?.ToJsonString(Plain) ?? "null");
    }

    [Fact]
    public void Read_Duplicate_IsTheSameValue()
    {
        var pair = (PickleTuple)Pickled.Load("]2\u0086.");

        Assert.Same(pair.Items[0], pair.Items[1]);
    }

    [Fact]
    public void Read_NumberBeyond64Bits_IsWhole() => Assert.Equal(BigInteger.Parse("1180591620717411303424", CultureInfo.InvariantCulture), Pickled.Load("\u008a\u0009", new byte[8], "\u0040."));

    [Theory]
    [InlineData("K", "ends at byte 1")]
    [InlineData("", "ends at byte 0")]
    [InlineData(".", "takes a value that is not there")]
    [InlineData("(.", "takes a value that is not there")]
    [InlineData("K\u0001(.", "takes a value that is not there")]
    [InlineData("t.", "closes a group of values that it never opened")]
    [InlineData("h\u0005.", "refers to value 5, which it never kept")]
    [InlineData("gx\n.", "refers to value \"x\"")]
    [InlineData("K\u0001K\u0001a.", "appends to something that is no list")]
    [InlineData("K\u0001K\u0001K\u0001s.", "sets an entry of something that is no dict")]
    [InlineData("}(K\u0001u.", "has a key without a value")]
    [InlineData("K\u0001)R.", "calls something that is no name")]
    [InlineData("cx\ny\nK\u0001R.", "has no tuple of arguments")]
    [InlineData("K\u0001K\u0001\u0093.", "has no name of a class")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffab.", "claims a value of 4294967295 bytes")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.", "claims a value of 9223372036854775807 bytes")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "claims a value of -1 bytes")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u007f.", "has a whole number of 2147483647 bytes")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff.", "has a whole number of -1 bytes")]
    [InlineData("X\u0001\u0000\u0000\u0000\u00ff.", "has text at byte 5 that is not UTF-8")]
    [InlineData("Iabc\n.", "has the whole number \"abc\"")]
    [InlineData("Fabc\n.", "has the number \"abc\"")]
    [InlineData("\u0080\u0009N.", "is a pickle of protocol 9")]
    [InlineData("(ios\nsystem\n.", "has the instruction 0x69")]
    [InlineData("(o.", "has the instruction 0x6f")]
    [InlineData("\u0082\u0001.", "has the instruction 0x82")]
    [InlineData("\u0097.", "has the instruction 0x97")]
    [InlineData("Pabc\n.", "has the instruction 0x50")]
    [InlineData("U\u0001xQ.", "refers to something outside")]
    public void Read_Broken_IsRefused(string instructions, string reason) => Assert.Contains(reason, Pickled.Refusal(instructions), StringComparison.Ordinal);

    [Theory]
    [InlineData("cos\nsystem\n", "os.system")]
    [InlineData("cposix\nsystem\n", "posix.system")]
    [InlineData("cnt\nsystem\n", "nt.system")]
    [InlineData("c__builtin__\neval\n", "__builtin__.eval")]
    [InlineData("cbuiltins\nexec\n", "builtins.exec")]
    [InlineData("cbuiltins\ngetattr\n", "builtins.getattr")]
    [InlineData("csubprocess\nPopen\n", "subprocess.Popen")]
    [InlineData("cos.path\njoin\n", "os.path.join")]
    [InlineData("\u008c\u0006runpy_\u008c\u0001x00\u008c\u0005runpy\u008c\u0008run_path\u0093", "runpy.run_path")]
    public void Read_NameOfAnAttack_IsRefusedBeforeAnyCall(string instructions, string name) =>
        Assert.Equal($"wants to run {name} when it is opened", Pickled.Refusal(instructions, "U\u0004true\u0085R."));

    [Fact]
    public void Read_ManyMarks_AreRefused() => Assert.Contains("nests values more than 1000 levels deep", Pickled.Refusal(new string('(', 200_000), "."), StringComparison.Ordinal);

    [Fact]
    public void Read_ManyInstructions_AreRefused() => Assert.Contains("more than 2000000 instructions", Pickled.Refusal(string.Concat(Enumerable.Repeat("N0", 1_000_001)), "N."), StringComparison.Ordinal);

    [Fact]
    public void Read_LineWithoutEnd_IsRefused() => Assert.Contains("has a line without end", Pickled.Refusal("V", new string('x', 5_000)), StringComparison.Ordinal);

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
