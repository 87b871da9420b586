using System.Text.RegularExpressions;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>Serves pictures of clips, <c>/filmstrips/{key}.jpg</c>; browsers keep them, since what a key names never changes.</summary>
internal static partial class FilmStripFiles
{
    public static void MapFilmStrips(this IEndpointRouteBuilder routes) => routes.MapGet("/filmstrips/{key}.jpg", Serve);

    private static async Task<IResult> Serve(string key, FilmStripStore strips, HttpResponse response, CancellationToken cancellationToken)
    {
        if (!Key().IsMatch(key) || await strips.Open(key, cancellationToken) is not { } jpeg)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.Stream(jpeg, "image/jpeg");
    }

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
