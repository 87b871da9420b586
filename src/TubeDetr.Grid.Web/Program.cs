using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Web;

/// <summary>The page's process: reads the command line, serves, and says where.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (WebOptions.Read(args, out var errors, Environment.GetEnvironmentVariable("TUBEDETR_TOKEN")) is not { } options)
        {
            foreach (var error in errors)
            {
                await Console.Error.WriteLineAsync(error);
            }

            return 2;
        }

        try
        {
            await using var app = WebHost.Build(options);
            await app.StartAsync();
            var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
            Console.WriteLine($"WEB READY {string.Join(' ', addresses)}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StorageAwayException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"The page cannot listen on {options.Urls}: {e.Message} Choose another address with --urls.");
            return 3;
        }
    }
}
