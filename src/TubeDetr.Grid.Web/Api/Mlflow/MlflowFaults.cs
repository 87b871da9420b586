using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>A failure with one of MLflow's codes.</summary>
internal sealed class MlflowException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static MlflowException NotFound(string message) => new(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", message);

    public static MlflowException Invalid(string message) => new(StatusCodes.Status400BadRequest, "INVALID_PARAMETER_VALUE", message);
}

/// <summary>An error as MLflow's clients read it.</summary>
public sealed record MlflowError(string ErrorCode, string Message);

/// <summary>Answers failures in MLflow's shape.</summary>
internal sealed class MlflowFaults : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (MlflowException e)
        {
            return TypedResults.Json(new MlflowError(e.Code, e.Message), statusCode: e.Status);
        }
        catch (Exception e) when (e is GridAwayException or TimeoutException or OrleansException)
        {
            return TypedResults.Json(new MlflowError("TEMPORARILY_UNAVAILABLE", Faults.Describe(e)), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
