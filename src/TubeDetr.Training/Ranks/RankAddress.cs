using System.Globalization;

namespace TubeDetr.Training.Ranks;

/// <summary>Where the ranks of a training meet: the machine and port on which rank 0 listens.</summary>
public sealed record RankAddress(string Host, int Port)
{
    private const string Scheme = "tcp://";

    /// <summary>An address on this machine.</summary>
    public static RankAddress Loopback(int port) => new("127.0.0.1", port);

    /// <summary>Reads <c>tcp://HOST:PORT</c>, as the original's <c>--dist-url</c>; null when it is none.</summary>
    public static RankAddress? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return text.StartsWith(Scheme, StringComparison.Ordinal) && colon > Scheme.Length && PortOf(text[(colon + 1)..]) is { } port
            ? new(text[Scheme.Length..colon], port)
            : null;
    }

    /// <summary>A port, or null when the text is none.</summary>
    public static int? PortOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port : null;

    public override string ToString() => FormattableString.Invariant($"{Scheme}{Host}:{Port}");
}
