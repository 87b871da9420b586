using System.Collections.Immutable;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Silo.Hosting;
using TubeDetr.Grid.Silo.Simulation;
using TubeDetr.Grid.Silo.Training;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Silo;

/// <summary>A silo of the grid: keeps grains, and trains on its slot if it has one.</summary>
internal static class Program
{
    /// <summary>Tries before a store that does not answer ends the start.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <returns>0 after an ordered stop, 1 when something that the silo needs is not there, 2 when the command line is wrong.</returns>
    private static async Task<int> Main(string[] args)
    {
        var (arguments, errors) = SiloArguments.Read(args, Environment.GetEnvironmentVariable);
        if (arguments is null)
        {
            return await Refuse(errors, 2);
        }

        try
        {
            var slots = Slots(arguments);
            using var host = SiloHost.Build(arguments, slots, services => AddRunner(services, arguments, slots));
            await EnsureStores(host, arguments);
            await Start(host, arguments);
            await Console.Out.WriteLineAsync($"SILO READY {arguments.Name} {slots.FirstOrDefault()?.Device ?? "without a slot"}");
            await host.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is UnavailableException or StorageAwayException)
        {
            return await Refuse([e.Message], 1);
        }
    }

    private static ImmutableArray<SlotDescription> Slots(SiloArguments arguments) =>
        arguments.Simulation is not null ? SimulationOptions.Slots(arguments) : TorchSlot.Describe(arguments) is { } slot ? [slot] : [];

    private static void AddRunner(IServiceCollection services, SiloArguments arguments, IReadOnlyList<SlotDescription> slots)
    {
        if (arguments.Simulation is { } simulation)
        {
            // Whoever simulates many experiments wants to know what the grid can do, not to watch each of them grow.
            services.AddSingleton(new TrainerOptions { Delivery = arguments.Slots > 1 ? TimeSpan.FromSeconds(2) : new TrainerOptions().Delivery });
            services.AddSingleton<IEpochRunner>(provider => new SimulatedEpochRunner(simulation, provider.GetRequiredService<TimeProvider>()));
        }
        else if (slots is [var slot])
        {
            services.AddSingleton<IEpochRunner>(provider => new TorchEpochRunner(arguments, slot, provider.GetRequiredService<TimeProvider>()));
        }
    }

    private static async Task Start(IHost host, SiloArguments arguments)
    {
        try
        {
            await host.StartAsync();
        }
        catch (Exception e) when (e.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable } socket)
        {
            throw new UnavailableException(
                $"The silo cannot listen on {arguments.Host}, ports {arguments.SiloPort} and {arguments.GatewayPort} ({socket.Message}). Choose others with --silo-port and --gateway-port, or another --host.", e);
        }
    }

    private static async Task EnsureStores(IHost host, SiloArguments arguments)
    {
        await Patiently(() => host.Services.GetRequiredService<RedisCheck>().EnsureReady(SiloHost.Redis(arguments), CancellationToken.None));
        await Patiently(() => host.Services.GetRequiredService<BlobStorage>().EnsureReady(CancellationToken.None));
    }

    /// <summary>Stores and silos may be started at the same time.</summary>
    private static async Task Patiently(Func<Task> check)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                await check();
                return;
            }
            catch (Exception e) when (e is UnavailableException or StorageAwayException && i < Tries)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    private static async Task<int> Refuse(IEnumerable<string> errors, int code)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync($"silo: {error}");
        }

        return code;
    }
}
