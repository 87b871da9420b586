using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;
using TubeDetr.Training;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>What a session computes with: enough to do it again, or to see why two of them differ.</summary>
internal static class ProgramOrigin
{
    private const string Changed = ".changed";

    public static ImmutableSortedDictionary<string, string> Of(TrainingSession session)
    {
        var (version, commit, changes) = Read(typeof(ProgramOrigin).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["program"] = version,
            ["commit"] = commit,
            ["changes"] = changes,
            ["data"] = session.DataDigest,
            ["seed"] = session.Options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["device"] = session.Environment.Device.ToString(),
            ["threads"] = torch.get_num_threads().ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["torchsharp"] = typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
            ["libtorch"] = torch.__version__,
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Reads <c>version+commit</c>, to which the build has added <c>.changed</c> when the checkout had other lines than its commit.</summary>
    internal static (string Version, string Commit, string Changes) Read(string informational)
    {
        var parts = informational.Split('+', 2);
        if (parts.Length < 2)
        {
            return (parts[0], "unknown", "unknown");
        }

        var changed = parts[1].EndsWith(Changed, StringComparison.Ordinal);
        return (parts[0], changed ? parts[1][..^Changed.Length] : parts[1], changed ? "yes" : "none");
    }
}
