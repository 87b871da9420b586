using System.CommandLine;
using TorchSharp;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>The device on which a local command computes.</summary>
internal static class DeviceChoice
{
    /// <summary><c>--device</c>: <c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>; null when it is not given.</summary>
    public static Option<string?> Option()
    {
        var option = new Option<string?>("--device") { Description = "cpu, cuda or cuda:N. [default: the first GPU, else the CPU]", HelpName = "NAME" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !IsDevice(name))
            {
                result.AddError($"--device {name}: devices are cpu, cuda and cuda:N.");
            }
        });
        return option;
    }

    /// <summary>The device of this name; null: a GPU, else the CPU. Of several GPUs the one whose number is the rank on this machine.</summary>
    /// <exception cref="CommandFailure">A GPU was asked for and none can be used.</exception>
    public static torch.Device Resolve(string? name, int localRank = 0)
    {
        var device = name is null or "cuda" && torch.cuda.is_available()
            ? torch.device(DeviceType.CUDA, localRank % torch.cuda.device_count())
            : torch.device(name ?? "cpu");
        return device.type != DeviceType.CUDA || torch.cuda.is_available()
            ? device
            : throw CommandFailure.BadInput($"--device {name}: no GPU can be used here (no driver, or built without TorchBackend=cuda). Leave it out to compute on the CPU.");
    }

    private static bool IsDevice(string name) => name is "cpu" or "cuda"
        || (name.StartsWith("cuda:", StringComparison.Ordinal) && name.Length > 5 && !name.AsSpan(5).ContainsAnyExceptInRange('0', '9'));
}
