using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Says why the grid did not answer as a problem: 503 when it is away, 504 when it took too long.</summary>
internal sealed partial class ApiFaults(ILogger<ApiFaults> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is not (OperationCanceledException or BadHttpRequestException))
        {
            var sentence = Faults.Describe(e);
            if (e is not GridAwayException)
            {
                NotAnswered(logger, context.HttpContext.Request.Path, sentence, e);
            }

            return TypedResults.Problem(
                sentence,
                title: "The grid did not answer",
                statusCode: e is TimeoutException ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} was not answered: {Sentence}")]
    private static partial void NotAnswered(ILogger logger, string path, string sentence, Exception fault);
}
