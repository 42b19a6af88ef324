using NodaTime;
using NodaTime.Text;
using Tact.Accounts;

namespace Tact.Web;

/// <summary>One request of a signed-in person: who asks, in which workspace, and what day it is for them.</summary>
public sealed class Visit
{
    Visit(HttpContext http, Workspace workspace, UserRow user)
    {
        (Http, Workspace, User) = (http, workspace, user);
        Actor = new Actor(user.Id, user.Role);
        Zone = workspace.ZoneOf(user.Zone);
        Now = workspace.Now;
        Today = Now.InZone(Zone).Date;
    }

    /// <summary>The request.</summary>
    public HttpContext Http { get; }

    /// <summary>The workspace.</summary>
    public Workspace Workspace { get; }

    /// <summary>Who is signed in.</summary>
    public UserRow User { get; }

    /// <summary>They as the use cases know them.</summary>
    public Actor Actor { get; }

    /// <summary>Their zone.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The business time of this request.</summary>
    public Instant Now { get; }

    /// <summary>The day of this request in their zone.</summary>
    public LocalDate Today { get; }

    /// <summary>For minimal APIs: the visit of a signed-in person; null for nobody.</summary>
    public static ValueTask<Visit?> BindAsync(HttpContext http) => ValueTask.FromResult(
        http.SignedIn()?.User is { } user ? new Visit(http, http.RequestServices.GetRequiredService<Workspace>(), user) : null);

    /// <summary>How the layout shows a user.</summary>
    public static Viewer Viewer(UserRow user) => new(user.Name, user.Role, user.Role is "manager" or "admin", user.Role == "admin", user.SingleKeys == 1);

    /// <summary>The frame of a page of this visit.</summary>
    public PageFrame Frame(string title, Section section = Section.None) => new()
    {
        Title = title, Section = section, Viewer = Viewer(User), Said = Site.TakeSaid(Http),
        Demo = Http.RequestServices.GetRequiredService<ServeOptions>().Demo,
        FrozenAt = Workspace.Clock.IsFrozen ? $"{When.LongDay(Today)} {When.Time(Now.InZone(Zone).TimeOfDay)}" : null,
    };

    /// <summary>A form's hidden fields.</summary>
    public FormState Form(string? back = null, IEnumerable<Problem>? problems = null, string? key = null) => Site.Form(Http, back ?? Http.Request.Query["back"], problems, key);

    /// <summary>Nothing there.</summary>
    public IResult NotFound() => Pages.Page<ProblemPage>(ProblemModel.NotFound(Viewer(User)), StatusCodes.Status404NotFound);

    /// <summary>A use case's answer as a page: what went well goes to <paramref name="done"/>, problems with fields back to <paramref name="again"/>.</summary>
    public IResult Answer<T>(Result<T> result, Func<T, IResult> done, Func<IReadOnlyList<Problem>, IResult> again) => result switch
    {
        Result<T>.Ok ok => done(ok.Value),
        Result<T>.Invalid invalid => again(invalid.Problems),
        Result<T>.Refused { Rule: "role" } refused => Pages.Page<ProblemPage>(ProblemModel.NotYours(Viewer(User), refused.Why), StatusCodes.Status403Forbidden),
        Result<T>.Refused refused => again([new Problem("", refused.Why)]),
        Result<T>.Stale stale => again([new Problem("", stale.What)]),
        _ => NotFound(),
    };

    /// <summary>A day as forms write it.</summary>
    public static string Iso(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : "";
}

/// <summary>The fields of a sent form, read with a problem for each that cannot be understood.</summary>
public sealed class Sent(IFormCollection form)
{
    /// <summary>What could not be read.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>A text, trimmed; null when empty.</summary>
    public string? Text(string field) => form[field].ToString().Replace("\0", "", StringComparison.Ordinal) is var text && string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A day; null when empty.</summary>
    public LocalDate? Day(string field)
    {
        if (Text(field) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day && day.Value.Year is >= Commands.CommandLine.FirstYear and <= Commands.CommandLine.LastYear) return day.Value;
        Problems.Add(new Problem(field, $"“{text}” is no date. Write it as 2026-03-14."));
        return null;
    }

    /// <summary>A time of day; null when empty.</summary>
    public LocalTime? Time(string field)
    {
        if (Text(field) is not { } text) return null;
        if (LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse(text) is { Success: true } time) return time.Value;
        if (LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss").Parse(text) is { Success: true } exact) return exact.Value;
        Problems.Add(new Problem(field, $"“{text}” is no time. Write it as 14:30."));
        return null;
    }

    /// <summary>All fields as sent, for showing the form again.</summary>
    public IReadOnlyDictionary<string, string> All => form.ToDictionary(sent => sent.Key, sent => sent.Value.ToString());
}
