namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>A word that says something about a slot, such as <c>a100</c> or <c>lab-2</c>.</summary>
public static class SlotLabel
{
    public static bool IsValid(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
