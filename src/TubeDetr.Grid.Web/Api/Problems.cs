using Microsoft.AspNetCore.Http.HttpResults;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Problems that people can cause, each with what to do about it.</summary>
internal static class Problems
{
    public static ProblemHttpResult NoSweep(string id) => NotFound($"There is no sweep {id}.", $"GET {GridApi.Root}/sweeps lists them.");

    public static ProblemHttpResult NoExperiment(string id) => NotFound($"There is no experiment {id}.", $"GET {GridApi.Root}/experiments lists them.");

    public static ProblemHttpResult NoMetric(string experiment, string metric) =>
        NotFound($"Experiment {experiment} has no metric {metric} yet.", $"GET {GridApi.Root}/experiments/{experiment}/metrics lists them.");

    /// <summary>409: the state does not allow it, and nothing was changed.</summary>
    public static ProblemHttpResult NotNow(string what, string state) =>
        TypedResults.Problem($"{what} is {state}, which does not allow this; nothing was changed.", title: "Not in this state", statusCode: StatusCodes.Status409Conflict);

    /// <summary>400 with everything that is wrong at once, in <c>errors</c>.</summary>
    public static ProblemHttpResult Wrong(string title, IEnumerable<string> errors) => TypedResults.Problem(
        title: title,
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors.ToArray() });

    private static ProblemHttpResult NotFound(string what, string next) =>
        TypedResults.Problem($"{what} {next}", title: "Not found", statusCode: StatusCodes.Status404NotFound);
}
