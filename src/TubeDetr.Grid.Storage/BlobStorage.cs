using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace TubeDetr.Grid.Storage;

/// <summary>The account with the containers that the grid keeps: checkpoints, metrics, logs, predictions and film strips.</summary>
public sealed class BlobStorage
{
    private readonly BlobServiceClient _service;

    /// <exception cref="StorageAwayException">The connection string cannot be read.</exception>
    public BlobStorage(StorageOptions options)
    {
        var client = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = options.Retries,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(4),
                NetworkTimeout = TimeSpan.FromSeconds(60),
            },
            Diagnostics = { IsLoggingEnabled = false, IsTelemetryEnabled = false },
        };
        try
        {
            _service = new BlobServiceClient(options.ConnectionString, client);
        }
        catch (FormatException e)
        {
            throw new StorageAwayException("The storage connection string cannot be read. It looks like DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;BlobEndpoint=….", e);
        }

        Checkpoints = _service.GetBlobContainerClient("checkpoints");
        Metrics = _service.GetBlobContainerClient("metrics");
        Logs = _service.GetBlobContainerClient("logs");
        Predictions = _service.GetBlobContainerClient("predictions");
        FilmStrips = _service.GetBlobContainerClient("filmstrips");
    }

    /// <summary>Address for people; holds no secret.</summary>
    public Uri Address => _service.Uri;

    internal BlobContainerClient Checkpoints { get; }

    internal BlobContainerClient Metrics { get; }

    internal BlobContainerClient Logs { get; }

    internal BlobContainerClient Predictions { get; }

    internal BlobContainerClient FilmStrips { get; }

    /// <summary>True for a failure that may pass by itself: no answer, a busy or broken server.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        RequestFailedException e => e.Status is 0 or 408 or 429 or >= 500,
        AggregateException e => e.InnerExceptions.All(MayPass),
        IOException or TimeoutException or OperationCanceledException or StorageAwayException => true,
        _ => false,
    };

    /// <summary>Creates what is missing of the containers.</summary>
    /// <exception cref="StorageAwayException">The store does not answer, or the key is wrong.</exception>
    public async Task EnsureReady(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var container in new[] { Checkpoints, Metrics, Logs, Predictions, FilmStrips })
            {
                await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
            }
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            throw new StorageAwayException($"The blob store at {Address} refuses the account's key ({e.ErrorCode}). Check --storage.", e);
        }
        catch (Exception e) when (MayPass(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new StorageAwayException($"The blob store at {Address} does not answer ({Reason(e)}). Start it, or name another one with --storage.", e);
        }
    }

    /// <summary>The first line of what lies at the bottom of a failure, for people.</summary>
    public static string Reason(Exception e) => e switch
    {
        AggregateException a => Reason(a.InnerExceptions[^1]),
        { InnerException: { } inner } => Reason(inner),
        _ => e.Message.Split('\n')[0].TrimEnd(),
    };
}
