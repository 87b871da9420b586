namespace TubeDetr.Grid.Web.Components.Layout;

/// <summary>What a person likes, remembered by the browser in cookies.</summary>
public sealed record Tastes
{
    public const string DarkCookie = "dark";
    public const string RailCookie = "rail";

    /// <summary>Null: as the system has it.</summary>
    public bool? Dark { get; init; }

    public bool NarrowRail { get; init; }

    public static Tastes Of(IRequestCookieCollection? cookies) => cookies is null
        ? new Tastes()
        : new Tastes
        {
            Dark = cookies[DarkCookie] switch { "1" => true, "0" => false, _ => null },
            NarrowRail = cookies[RailCookie] is "1",
        };
}
