using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>The sweep that <c>grid demo</c> submits: a file, or the sample that comes with the program.</summary>
/// <param name="Name">What its <c>name</c> key says.</param>
/// <param name="Yaml">Its text.</param>
/// <param name="File">Name for error messages.</param>
internal sealed record DemoSweep(string Name, string Yaml, string File)
{
    private const string Resource = "first-sweep.yaml";

    public static DemoSweep Sample()
    {
        using var reader = new StreamReader(typeof(DemoSweep).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}."));
        return Of(reader.ReadToEnd(), Resource);
    }

    public static DemoSweep Of(string yaml, string file) => new(NameIn(yaml) ?? Path.GetFileNameWithoutExtension(file), yaml, file);

    /// <summary>An earlier demo that has not ended; null when there is none. Newest first.</summary>
    public SweepSnapshot? Unfinished(IEnumerable<SweepSnapshot> sweeps) => sweeps.FirstOrDefault(sweep => IsThis(sweep) && !sweep.State.HasEnded());

    public SweepSnapshot? Finished(IEnumerable<SweepSnapshot> sweeps) => sweeps.FirstOrDefault(sweep => IsThis(sweep) && sweep.State.HasEnded());

    private bool IsThis(SweepSnapshot sweep) => string.Equals(sweep.Name, Name, StringComparison.Ordinal);

    /// <summary>The silo reads YAML properly; here only the name is needed, to find an earlier demo.</summary>
    private static string? NameIn(string yaml) => yaml.Split('\n')
        .Where(line => line.StartsWith("name:", StringComparison.Ordinal))
        .Select(line => line["name:".Length..].Split(" #", 2)[0].Trim().Trim('"', '\''))
        .FirstOrDefault(name => name.Length > 0);
}
