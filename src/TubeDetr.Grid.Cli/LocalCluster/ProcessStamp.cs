using System.Globalization;
using System.Text.Json.Serialization;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>A process, told from a later one with the same number by the moment it started.</summary>
/// <param name="Id">Process id.</param>
/// <param name="StartTicks">Clock ticks after boot at which it started (<c>/proc/ID/stat</c>, field 22).</param>
public sealed record ProcessStamp(int Id, long StartTicks)
{
    private const int StartTimeField = 22;

    [JsonIgnore]
    public bool IsAlive => Of(Id) == this;

    /// <summary>The live process with this number, or null. A zombie counts as ended.</summary>
    public static ProcessStamp? Of(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessStamp(id, long.Parse(fields[StartTimeField - 3], CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
