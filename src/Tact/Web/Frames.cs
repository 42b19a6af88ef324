using NodaTime;
using NodaTime.Text;
using Tact.Accounts;

namespace Tact.Web;

/// <summary>What the layout shows around the content of one request.</summary>
public static class Frames
{
    private static readonly ZonedDateTimePattern Frozen = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH':'mm", DateTimeZoneProviders.Tzdb);

    /// <summary>The frame of a page: who is signed in, the frozen clock, what was just saved.</summary>
    public static PageFrame Frame(this HttpContext http, string title, Section section = Section.None)
    {
        var workspace = http.RequestServices.GetRequiredService<Workspace>();
        var user = http.SignedIn()?.User;
        return new PageFrame
        {
            Title = title, Section = section, Viewer = ViewerOf(http), Said = Site.TakeSaid(http), Demo = http.RequestServices.GetRequiredService<ServeOptions>().Demo,
            FrozenAt = workspace.Clock.IsFrozen ? Frozen.Format(workspace.Now.InZone(workspace.ZoneOf(user?.Zone))) : null,
        };
    }

    /// <summary>The signed-in person as the layout shows them; null for a stranger.</summary>
    public static Viewer? ViewerOf(HttpContext http) => http.SignedIn() is { } who
        ? new Viewer(who.User.Name, who.User.Role, who.Actor.SeesTeam, who.User.Role == "admin", who.User.SingleKeys == 1) : null;
}
