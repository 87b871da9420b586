using System.Diagnostics;
using System.Text.Json;

namespace TubeDetr.Architecture.Tests;

/// <summary>What the build resolves, asked of the build itself.</summary>
public sealed class BuildTests
{
    private const string Silo = "src/TubeDetr.Grid.Silo/TubeDetr.Grid.Silo.csproj";

    [Theory]
    [InlineData("cpu", "libtorch-cpu-linux-x64", "TorchSharp-cuda-linux")]
    [InlineData("cuda", "TorchSharp-cuda-linux", "libtorch-cpu-linux-x64")]
    public async Task TorchBackend_OfTheSilo_ChoosesOneLibtorch(string backend, string expected, string other)
    {
        var packages = await PackageReferences(Silo, backend);

        Assert.Contains(expected, packages);
        Assert.DoesNotContain(other, packages);
    }

    [Fact]
    public async Task TorchBackend_OfThePage_BringsNone()
    {
        var packages = await PackageReferences("src/TubeDetr.Grid.Web/TubeDetr.Grid.Web.csproj", "cuda");

        Assert.DoesNotContain(packages, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<List<string>> PackageReferences(string project, string backend)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Checkout.Root };
        foreach (var argument in (string[])["msbuild", project, $"-p:TorchBackend={backend}", "-getItem:PackageReference", "-nodeReuse:false"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        using var answer = JsonDocument.Parse(output);
        return [.. answer.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
