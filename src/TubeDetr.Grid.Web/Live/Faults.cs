using Azure;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Live;

/// <summary>Says in a sentence why the grid did not answer.</summary>
public static class Faults
{
    public static string Describe(Exception fault) => fault switch
    {
        GridAwayException => fault.Message,
        RequestFailedException or StorageAwayException or AggregateException => $"The blob store did not answer: {fault.Message.Split('\n')[0].TrimEnd()}",
        TimeoutException => "The cluster did not answer in time.",
        SiloUnavailableException or ConnectionAbortedException or Orleans.Runtime.Messaging.ConnectionFailedException => "The connection to the cluster was lost; looking for it again.",
        OrleansException => $"The cluster could not answer: {fault.Message}",
        _ => $"Reading from the cluster failed: {fault.Message}",
    };
}
