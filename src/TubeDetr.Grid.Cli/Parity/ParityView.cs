using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Parity;

namespace TubeDetr.Grid.Cli.Parity;

/// <summary>Golden cases as they are compared: a line for each that is done, and on a terminal a bar below.</summary>
/// <param name="screen">Where lines go.</param>
/// <param name="region">The bar's place; null where nothing can be redrawn.</param>
/// <param name="cases">All of them, for the width of the names.</param>
internal sealed class ParityView(Screen screen, LiveRegion? region, IReadOnlyList<string> cases) : IDisposable
{
    private const int BarWidth = 40;
    private readonly int width = cases.Max(folder => Path.GetFileName(folder).Length);

    public void Begin(string name, int done) =>
        region?.Draw(new Markup(Format.Invariant($"{Bar.Of(done / (double)cases.Count, BarWidth)} {done} of {cases.Count}  {StateWords.Safe(name)}")));

    public void End(ParityResult result)
    {
        foreach (var line in ParityLines.Of(result, width))
        {
            Say(line, result.Passed);
        }
    }

    public void Sum(IReadOnlyCollection<ParityResult> results) => Say(ParityLines.Sum(results), results.All(result => result.Passed));

    public void Dispose() => region?.Dispose();

    private void Say(string line, bool good)
    {
        if (region is null)
        {
            screen.Line(line);
        }
        else
        {
            region.Say(good ? StateWords.Safe(line) : $"[red]{StateWords.Safe(line)}[/]");
        }
    }
}
