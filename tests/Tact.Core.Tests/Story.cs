using System.Globalization;
using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;

namespace Tact.Core.Tests;

/// <summary>
/// A timeline told in lines, for tables of cases. Days are "week weekday": week 1 begins on Monday 2 March 2026.
/// <code>1 Mon 09:00 call voicemail next=1Fri say=call</code>
/// Times are the contact's, dates are the owner's. A line may begin with another word than a channel: start, pause, step,
/// resume, note, putoff, prefer, consent, withdraw, stop, lift, known, address. Everything belongs to follow-up 1 unless f=2 says otherwise.
/// </summary>
internal sealed class Story
{
    private static readonly LocalDate FirstMonday = new(2026, 3, 2);
    private static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private long number;

    public Story(string start, string history = "", string zone = "Europe/Berlin", string? ownerZone = null)
    {
        Zone = DateTimeZoneProviders.Tzdb[zone];
        OwnerZone = DateTimeZoneProviders.Tzdb[ownerZone ?? zone];
        var words = start.Split(' ');
        Begin(1, words[0], words.Length > 1 ? words[1] : "cold", words.Length > 2 ? words[2] : "0Mon", "09:00", "matter");
        Tell(history);
    }

    /// <summary>A follow-up under a cadence of the test's own.</summary>
    public static Story Under(Tact.Core.Cadences.Cadence cadence, string history = "", string preset = "balanced", string situation = "talked")
    {
        var story = new Story($"{preset} {situation}");
        story.Entries[0] = (Started)story.Entries[0] with { Cadence = cadence.Name };
        story.Policies = Policies.Shipped with { Cadences = new Dictionary<string, Tact.Core.Cadences.Cadence>(Policies.Shipped.Cadences) { [cadence.Name] = cadence } };
        return story.Tell(history);
    }

    public DateTimeZone Zone { get; }

    public DateTimeZone OwnerZone { get; }

    public List<Entry> Entries { get; } = [];

    public WorkCalendar Calendar { get; set; } = WorkCalendar.Plain;

    public Tact.Core.Law.LawfulCalls? Law { get; set; }

    public Tact.Core.Law.TheirLaws Laws { get; set; } = Tact.Core.Law.TheirLaws.None;

    public List<Tact.Core.Law.Listed> Listed { get; } = [];

    public List<Tact.Core.Law.Screened> Screened { get; } = [];

    public bool ScreenAlways { get; set; }

    public bool Client { get; set; }

    public DaysOff OwnerDaysOff { get; set; } = DaysOff.Weekends;

    public int[] CompanyDays { get; set; } = [];

    public int ColleagueTalkDay { get; set; } = -1;

    public bool HasEmail { get; set; } = true;

    public bool HasPhone { get; set; } = true;

    public Policies Policies { get; set; } = Policies.Shipped;

    public Person Person => Fold.Of(Entries, Zone, Policies, Calendar);

    public FollowUp FollowUp => Person.FollowUps[1];

    public Surroundings Around => new()
    {
        ContactZone = Zone, Calendar = Calendar, Law = Law, OwnerZone = OwnerZone, OwnerDaysOff = OwnerDaysOff, CompanyDays = CompanyDays, ColleagueTalkDay = ColleagueTalkDay, HasEmail = HasEmail, HasPhone = HasPhone,
        Laws = Laws, Listed = Listed, Screened = Screened, ScreenAlways = ScreenAlways, Client = Client,
    };

    /// <summary>Tells more lines, divided by semicolons.</summary>
    public Story Tell(string history)
    {
        foreach (var line in history.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Line(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return this;
    }

    /// <summary>"1 Mon 09:00 call" judged: "allow", "hold 1 Wed 08:00 B3", "refuse B1".</summary>
    public string Ask(string question, long followUp = 1)
    {
        var words = question.Split(' ');
        var person = Person;
        var c = CaseOf(person, followUp);
        var at = At(words[0] + words[1], words[2]);
        return Say(Judge.Of(c, Names.Read<Channel>(words[3]), at), c, Names.Read<Channel>(words[3]), at);
    }

    /// <summary>The decision: "active cadence call 1 Wed 2/5".</summary>
    public string Next(long followUp = 1) => Say(Decision(followUp));

    public Decision Decision(long followUp = 1)
    {
        var person = Person;
        return Decide.Next(person, person.FollowUps[followUp], Around, Policies);
    }

    public Case CaseOf(Person person, long followUp = 1)
    {
        var f = person.FollowUps[followUp];
        return Case.Of(person, f, Around, Policies.Preset(f.PresetName));
    }

    public string Say(Verdict verdict, Case c, Channel channel, Instant? at = null)
    {
        var ids = string.Join(' ', Reasons.Of(c, verdict, channel, at ?? Instant.MinValue).Select(r => r.Rule).Distinct());
        return verdict.Kind switch
        {
            VerdictKind.Allow => "allow",
            VerdictKind.Refuse => $"refuse {ids}",
            _ => $"hold {Say(verdict.Until!.Value)} {ids}",
        };
    }

    public string Say(Instant at)
    {
        var local = at.InZone(Zone);
        return string.Create(CultureInfo.InvariantCulture, $"{Say(local.Date)} {local.TimeOfDay:HH:mm}");
    }

    public static string Say(LocalDate date)
    {
        var days = Period.DaysBetween(FirstMonday, date);
        var week = (int)Math.Floor(days / 7.0);
        return $"{week + 1} {DayNames[days - (week * 7)]}";
    }

    public static string Say(Decision d)
    {
        var parts = new List<string> { Names.Of(d.State) };
        if (d.Kind != TodayKind.None)
            parts.Add(Names.Of(d.Kind));
        if (d.Channel is { } channel)
            parts.Add(Names.Of(channel));
        if (d.DueOn is { } due)
            parts.Add(Say(due));
        if (d.Approach > 0)
            parts.Add($"{d.Approach}/{(d.Of is { } of ? of.ToString(CultureInfo.InvariantCulture) : "-")}");
        return string.Join(' ', parts);
    }

    public static LocalDate Date(string day)
    {
        if (day.Length == 10 && day[4] == '-')
            return NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        var name = day[^3..];
        return FirstMonday.PlusWeeks(int.Parse(day[..^3], CultureInfo.InvariantCulture) - 1).PlusDays(Array.IndexOf(DayNames, name));
    }

    public static int Day(string day) => WorkingDays.Number(Date(day));

    public Instant At(string day, string time) => Zone.AtLeniently(Date(day).At(Time(time))).ToInstant();

    private static LocalTime Time(string text) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    private void Begin(long id, string preset, string situation, string day, string time, string matter) => Entries.Add(new Started
    {
        Id = ++number, At = At(day, time), FollowUpId = id, By = id, Matter = matter, MatterKey = matter, Situation = Names.Read<Situation>(situation), Preset = preset,
        Cadence = PolicyFiles.CadenceFor(Names.Read<Situation>(situation)), OwnerId = id, StartOn = Date(day),
    });

    private void Line(string[] words)
    {
        var at = At(words[0] + words[1], words[2]);
        var option = words.Where(w => w.Contains('=')).Select(w => w.Split('=', 2)).ToDictionary(w => w[0], w => w[1]);
        var plain = words.Where(w => !w.Contains('=')).Skip(3).ToList();
        string? Text(string key) => option.GetValueOrDefault(key);
        LocalDate? Day(string key) => Text(key) is { } text ? Date(text) : null;
        var followUp = long.Parse(Text("f") ?? "1", CultureInfo.InvariantCulture);
        var id = ++number;
        var plan = Day("next") is { } on
            ? new Plan(
                Text("say") ?? "step", Text("say") is { } say ? StepWords.ChannelOf(say) : null, on,
                Text("time") is { } time ? OwnerZone.AtLeniently(on.At(Time(time))).ToInstant() : null)
            : null;
        var scope = Text("scope") is { } s ? Names.Read<StopScope>(s) : (StopScope?)null;
        switch (plain[0])
        {
            case "start":
                number--;
                Begin(followUp, plain[1], plain[2], words[0] + words[1], words[2], Text("matter") ?? "matter");
                return;
            case "pause":
                Entries.Add(new PausedFor { Id = id, At = at, FollowUpId = followUp, Reason = Names.Read<StallReason>(plain[1]), Until = Day("until")!.Value });
                return;
            case "dayover":
                Entries.Add(new DayOver { Id = id, At = at, FollowUpId = followUp });
                return;
            case "step":
                Entries.Add(new StepSet { Id = id, At = at, FollowUpId = followUp, Plan = plan });
                return;
            case "resume":
                Entries.Add(new Resumed { Id = id, At = at, FollowUpId = followUp });
                return;
            case "note":
                Entries.Add(new Noted { Id = id, At = at, FollowUpId = followUp, Text = "note", NeedsNextStep = true });
                return;
            case "putoff":
                Entries.Add(new PutOff { Id = id, At = at, FollowUpId = followUp, Until = Day("until")!.Value, Because = "busy" });
                return;
            case "prefer":
                Entries.Add(new Preferred
                {
                    Id = id, At = at, Evidence = "said so", Channel = Text("by") is { } by ? Names.Read<Channel>(by) : null,
                    EveryDays = Number("every"), FromHour = Number("from"), UntilHour = Number("to"), Weekdays = Text("on") is { } days ? days.Split(',').Sum(d => 1 << Array.IndexOf(DayNames, d)) : null,
                });
                return;
            case "consent":
                Entries.Add(new ConsentGiven
                {
                    Id = id, At = at, Channel = Names.Read<Channel>(plain[1]), ConsentKind = Names.Read<Tact.Core.Law.ConsentKind>(plain[2]), On = at.InZone(Zone).Date, Until = Day("until"), Evidence = "said so",
                });
                return;
            case "withdraw":
                Entries.Add(new ConsentWithdrawn { Id = id, At = at, Channel = Names.Read<Channel>(plain[1]), Evidence = "wrote so" });
                return;
            case "stop":
                Entries.Add(new StopRecorded { Id = id, At = at, Scope = scope!.Value, MatterKey = Text("matter") });
                return;
            case "lift":
                Entries.Add(new StopLifted { Id = id, At = at, Scope = scope!.Value, MatterKey = Text("matter") });
                return;
            case "known":
                Entries.Add(new KnownBefore { Id = id, At = at });
                return;
            case "address":
                Entries.Add(new AddressSet { Id = id, At = at, Channel = Names.Read<Channel>(plain[1]) });
                return;
        }

        var inbound = plain.Remove("in");
        var channel = Names.Read<Channel>(plain[0]);
        var outcome = Names.Read<Outcome>(plain[1]);
        Entries.Add(new Touch
        {
            Id = id, At = at, FollowUpId = Text("f") == "0" ? null : followUp, Channel = channel, Outcome = outcome, Direction = inbound ? Direction.In : Outcomes.UsualDirection(channel, outcome),
            Next = plan, TheyDidNotSay = plain.Contains("open"), Until = Day("until"), Scope = scope, Service = plain.Contains("service"), Offer = Text("offer"), Note = Text("note"),
            Promise = Day("promise") is { } on2 ? new Promised(Text("do") ?? "call", on2) : null, MayStayInTouch = Text("stay") is { } may ? may != "no" : null,
            StayEveryMonths = Text("stay") is { } months && int.TryParse(months, out var m) ? m : null,
        });

        int? Number(string key) => Text(key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
