using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Silo.Simulation;

/// <summary>How a simulated training goes: <c>simulated</c>, or <c>simulated:steps=10,ms=20,checkpoints=0,crash=13</c> with any of its keys.</summary>
public sealed record SimulationOptions
{
    /// <summary>Steps of an epoch, with a metric row each.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Pause before each step.</summary>
    public int Milliseconds { get; init; } = 20;

    /// <summary>Whether checkpoints are stored; without them every attempt begins from the start, which takes nobody's work away.</summary>
    public bool Checkpoints { get; init; } = true;

    /// <summary>Experiments with this <c>seed</c> end the whole process at their third step, as a native fault would; null: none.</summary>
    public long? Crash { get; init; }

    /// <summary>Reads the part after the colon; null when it is wrong.</summary>
    public static SimulationOptions? Parse(string text)
    {
        var options = new SimulationOptions();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || options.With(pair[0], number) is not { } next)
            {
                return null;
            }

            options = next;
        }

        return options;
    }

    /// <summary>The slots of a silo that simulates; none with <c>--device none</c>.</summary>
    internal static ImmutableArray<SlotDescription> Slots(SiloArguments arguments) => arguments.Device is "none" ? [] :
    [
        .. Enumerable.Range(0, arguments.Slots).Select(number => new SlotDescription(
            number.ToString(CultureInfo.InvariantCulture), arguments.Device is "auto" ? "cpu" : arguments.Device, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) { Labels = arguments.Labels }),
    ];

    private SimulationOptions? With(string key, int number) => key switch
    {
        "steps" when number is > 0 and <= 1_000_000 => this with { Steps = number },
        "ms" => this with { Milliseconds = number },
        "checkpoints" when number is 0 or 1 => this with { Checkpoints = number == 1 },
        "crash" => this with { Crash = number },
        _ => null,
    };
}
