using System.Reflection;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Touches;

namespace Tact.Demo;

/// <summary>
/// Fills an empty workspace with invented people whose dates are relative to today. Every story is told through the same
/// use cases a seller uses, at the time it happened, so that what Today shows is real.
/// </summary>
public static class DemoWorkspace
{
    /// <summary>The setting that marks a workspace as a demonstration, with its day.</summary>
    public const string Setting = "demo_day";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly LocalDatePattern Written = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly DateTimeZone StoryZone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>Whether the workspace is a demonstration.</summary>
    public static bool Is(Workspace workspace) => workspace.Data.Read(session => session.Scalar<string>("select value from settings where name = @Setting", new { Setting })) is not null;

    /// <summary>The day a demonstration is told on.</summary>
    public static LocalDate DayOf(Instant now) => now.InZone(StoryZone).Date;

    /// <summary>Whether nobody has used the workspace yet.</summary>
    public static bool IsEmpty(Workspace workspace) => workspace.Data.Read(session => session.Scalar<long>("select count(*) from users") == 0 && session.Scalar<long>("select count(*) from contacts") == 0);

    /// <summary>Tells all stories, ending now. The workspace must be empty.</summary>
    public static void Fill(Workspace workspace)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Tact.Demo.demo.json")!;
        var stories = JsonSerializer.Deserialize<Stories>(stream, Format)!;
        var today = WorkingDays.Number(DayOf(workspace.Now));
        workspace.Data.Write(session =>
        {
            session.Execute("insert into settings (name, value) values (@Setting, @day)", new { Setting, day = LocalDatePattern.Iso.Format(WorkingDays.Date(today)) });
            foreach (var user in stories.Users)
            {
                session.Execute(
                    "insert into users (email, email_key, name, role, zone, created_at) values (@Email, @Email, @Name, @Role, 'Europe/Berlin', @at)",
                    new { user.Email, user.Name, user.Role, at = workspace.Now.ToUnixTimeMilliseconds() });
            }
        });
        var moments = stories.People.SelectMany(person => Moments(person, today, workspace.Now)).OrderBy(moment => moment.At).ToList();
        // one transaction: a demonstration is there whole or not at all, and starts quickly
        workspace.Data.Write(session =>
        {
            LocalDate DayOf(int days) => WorkingDays.Date(Shift(today, days));
            stories.Library.Fill(session, workspace, DayOf);
            foreach (var moment in moments)
                Tell(session, workspace with { Clock = new BusinessClock(moment.At, TimeProvider.System) }, moment, today);
            DemoHomework.Tell(session, workspace, stories.Homework);
            stories.Library.NameTrades(session);
            stories.Library.TellOfTheFair(session, workspace, DayOf);
        });
        foreach (var list in stories.Lists)
        {
            Must(Laws.BringInList.Run(
                workspace, Actor.CommandLine, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', list.Numbers))), new Laws.ListInput(list.Name, WorkingDays.Date(today - list.DaysOld), $"{list.Name}.csv")));
        }
    }

    private static IEnumerable<Moment> Moments(DemoPerson person, int today, Instant now)
    {
        yield return new Moment(Before(At(today, person.Start, person.StartAt ?? "08:00"), now, 90), person, null);
        var left = person.Events.Count;
        foreach (var told in person.Events)
            yield return new Moment(Before(At(today, told.Wd, told.At), now, left--), person, told);
    }

    /// <summary>What would lie ahead when the demonstration starts early in the day happened just now.</summary>
    private static Instant Before(Instant at, Instant now, int minutes) => at < now ? at : now - Duration.FromMinutes(minutes);

    private static void Tell(Session session, Workspace workspace, Moment moment, int today)
    {
        var person = moment.Person;
        var owner = $"{person.Owner}@demo.example";
        var actor = new Actor(session.Scalar<long>("select id from users where email_key = @owner", new { owner }), "manager");
        if (moment.Told is not { } told)
        {
            Must(AddContact.In(session, workspace, actor, new ContactInput
            {
                Name = person.Name, Email = person.Email, Phone = person.Phone, Company = person.Company, Role = person.Role, City = person.City, Country = person.Country, Zone = person.Zone,
                Language = person.Language, Tags = person.Tags, ReferredBy = person.ReferredBy,
            }));
            var id = Must(ResolveContact.From(session, person.Email));
            Must(StartFollowUp.In(session, workspace, actor, id, new StartInput { Owner = owner, Matter = person.Matter, Situation = person.Situation }));
            return;
        }

        var contact = Must(ResolveContact.From(session, person.Email));
        if (told.Log is { } log)
        {
            var words = log.Split(' ');
            Must(LogTouch.In(session, workspace, actor, new TouchInput
            {
                Contact = person.Email, Channel = words[0], Outcome = words[1], Note = told.Note, Offer = told.Offer, Next = told.Next == "they did not say" ? null : told.Next,
                TheyDidNotSay = told.Next == "they did not say", On = Day(told.On, today), At = told.Time is null ? null : LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(told.Time).Value,
                Promise = told.Promise, PromisedFor = Day(told.For, today), Until = Day(told.Until, today), Reason = told.Reason, MayStayInTouch = told.MayStay, Scope = told.Scope,
            }));
        }
        else if (told.Mail is { } mail)
        {
            DemoMail.Receive(session, workspace, owner, person.Name, person.Email, mail with { Text = mail.Text.Replace("{until}", Day(told.Until, today) is { } back ? Written.Format(back) : "", StringComparison.Ordinal) });
        }
        else if (told.Pause is { } reason)
        {
            Must(PauseFollowUp.In(session, workspace, actor, contact, null, reason, Day(told.Until, today), told.Note));
        }
        else if (told.Prefer is { } wish)
        {
            Must(SetPreference.In(session, workspace, actor, contact, new PreferenceInput(wish.Channel, null, wish.From, wish.Until, null, wish.Evidence)));
        }
        else if (told.Consent is { } agreed)
        {
            Must(Laws.RecordConsent.In(session, workspace, actor, contact, new Laws.ConsentInput(agreed.Channel, agreed.Kind, agreed.Evidence, null, Day(told.Until, today))));
        }
        else
        {
            Must(AddNote.In(session, workspace, actor, contact, told.Note!, null, needsNextStep: false));
        }
    }

    private static Instant At(int today, int workingDays, string time) =>
        StoryZone.AtLeniently(WorkingDays.Date(Shift(today, workingDays)).At(LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value)).ToInstant();

    private static LocalDate? Day(int? workingDays, int today) => workingDays is { } days ? WorkingDays.Date(Shift(today, days)) : null;

    /// <summary>So many working days before or after today.</summary>
    private static int Shift(int today, int workingDays)
    {
        if (workingDays >= 0)
            return WorkingDays.Plus(today, workingDays);
        var day = today;
        for (var left = -workingDays; left > 0;)
        {
            if (WorkingDays.IsWorkingDay(--day))
                left--;
        }

        return day;
    }

    internal static T Must<T>(Result<T> result) => result is Result<T>.Ok ok ? ok.Value : throw new InvalidOperationException($"The demonstration could not be told: {result}");

    private sealed record Moment(Instant At, DemoPerson Person, DemoEvent? Told);

    private sealed record Stories(List<DemoUser> Users, List<DemoPerson> People, List<DemoList> Lists, DemoHomework Homework, DemoLibrary Library);

    private sealed record DemoList(string Name, int DaysOld, List<string> Numbers);

    private sealed record DemoUser(string Email, string Name, string Role);

    private sealed record DemoPerson(
        string Name, string Email, string? Phone, string? Company, string? Role, string? City, string? Country, string? Zone, string? Tags, string? Language, string Owner, string Matter,
        string Situation, int Start, string? StartAt, string? ReferredBy, List<DemoEvent> Events);

    private sealed record DemoEvent(
        int Wd, string At, string? Log, string? Note, string? Offer, string? Next, int? On, string? Time, string? Promise, int? For, int? Until, string? Reason, bool? MayStay, string? Scope, string? Pause, DemoWish? Prefer,
        DemoConsent? Consent, DemoLetter? Mail);

    private sealed record DemoConsent(string Channel, string Kind, string Evidence);

    private sealed record DemoWish(string? Channel, int? From, int? Until, string Evidence);
}
