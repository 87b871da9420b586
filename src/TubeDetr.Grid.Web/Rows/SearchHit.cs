using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>A sweep or an experiment that was looked for.</summary>
/// <param name="Href">Where it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="About">What distinguishes it.</param>
public sealed record SearchHit(string Href, string Name, string About)
{
    public const int Most = 12;

    /// <summary>
    /// Sweeps by name or id, experiments by id, tag, note or hyper-parameter. Every word must be there, in any order and case; what begins with the first word comes first, newer sweeps
    /// before older ones.
    /// </summary>
    public static ImmutableArray<SearchHit> Find(string text, IReadOnlyCollection<SweepView> views)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            return [];
        }

        var newest = views.OrderByDescending(view => view.Sweep.Created).ToArray();
        return [.. newest.Select(view => Of(view.Sweep))
            .Concat(newest.SelectMany(view => view.Experiments.Select(experiment => Of(experiment, view.Sweep))))
            .Where(hit => words.All(word => Holds(hit.Name, word) || Holds(hit.About, word)))
            .OrderByDescending(hit => hit.Name.StartsWith(words[0], StringComparison.OrdinalIgnoreCase))
            .Take(Most)];
    }

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static SearchHit Of(SweepSnapshot sweep) => new($"sweeps/{sweep.Id}", sweep.Name, $"sweep {sweep.Id}, {SweepWords.Experiments(sweep.Total)}");

    private static SearchHit Of(ExperimentSnapshot experiment, SweepSnapshot sweep) => new(
        $"experiments/{experiment.Id}",
        experiment.Id.Value,
        string.Join(", ", new[] { $"{sweep.Name} {StateLook.Of(experiment.State).Word}", SweepWords.Differing(experiment, sweep.Differing), string.Join(' ', experiment.Tags), experiment.Note }.Where(part => !string.IsNullOrEmpty(part))));
}
