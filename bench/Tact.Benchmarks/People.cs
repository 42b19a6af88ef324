using NodaTime;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Etiquette;
using Tact.Core.FollowUps;
using Tact.Core.Law;
using Tact.Core.Timeline;

namespace Tact.Benchmarks;

/// <summary>Invented timelines of many kinds, the same for the same seed.</summary>
internal static class People
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 11, 9, 30);

    public static readonly DateTimeZone[] Zones = [.. new[] { "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Singapore", "Europe/Lisbon" }.Select(id => DateTimeZoneProviders.Tzdb[id])];

    private static readonly string[] Countries = ["DE", "GB", "US", "CA", "FR", "NL"];
    /// <summary>Where people are, with the holidays and, for half of them, the laws on calls that hold there.</summary>
    public static readonly (DateTimeZone Zone, WorkCalendar Calendar, LawfulCalls? Law)[] Everywhere =
    [
        Lives("Europe/Berlin", "DE", "BY"), Lives("Europe/London", "GB", "ENG"), Lives("America/New_York", "US", "FL"), Lives("Europe/Paris", "FR", null), Lives("Asia/Dubai", "AE", null), Lives("America/Chicago", "US", "LA"),
    ];

    private static (DateTimeZone, WorkCalendar, LawfulCalls?) Lives(string zone, string country, string? region)
    {
        var (there, calendar) = (DateTimeZoneProviders.Tzdb[zone], WorkCalendars.Of(country, region));
        return (there, calendar, LawfulCalls.For(new Place(country, region), null, there, null, calendar, Protected.Consumers));
    }

    /// <summary>What somebody asked for: a channel, a rhythm, hours, days.</summary>
    public static Preferred Wish(Random chance, Instant at) => new()
    {
        Id = 9_000, At = at, By = 1, Channel = chance.Next(2) == 0 ? Channel.Call : null, EveryDays = chance.Next(2) == 0 ? 30 : null, FromHour = chance.Next(2) == 0 ? 9 : null, UntilHour = chance.Next(2) == 0 ? 12 : null,
        Weekdays = chance.Next(2) == 0 ? 0b01010 : null, Evidence = "said on the phone",
    };

    private static readonly (Channel Channel, Direction Direction, Outcome Outcome, int Weight)[] Happenings =
    [
        (Channel.Call, Direction.Out, Outcome.Voicemail, 25), (Channel.Email, Direction.Out, Outcome.Sent, 30), (Channel.Call, Direction.Out, Outcome.NoAnswer, 20), (Channel.Call, Direction.Out, Outcome.Spoke, 9),
        (Channel.Email, Direction.In, Outcome.Replied, 5), (Channel.Call, Direction.Out, Outcome.Gatekeeper, 4), (Channel.Call, Direction.Out, Outcome.NotNow, 2), (Channel.Email, Direction.In, Outcome.OutOfOffice, 2),
        (Channel.Call, Direction.Out, Outcome.Callback, 1), (Channel.Email, Direction.In, Outcome.AskedForQuiet, 1), (Channel.Call, Direction.Out, Outcome.NotInterested, 1),
    ];

    /// <summary>A timeline of a start and so many touches that ends near now.</summary>
    public static List<Entry> Timeline(Random chance, int touches)
    {
        var situation = (Situation)chance.Next(6);
        var preset = chance.Next(3) switch { 0 => "gentle", 1 => "determined", _ => PolicyFiles.PresetFor(situation) };
        var at = Now - Duration.FromDays(chance.Next(4)) - Duration.FromHours(chance.Next(9));
        var days = new int[touches];
        for (var i = 0; i < touches; i++)
            days[i] = 1 + chance.Next(6);
        at -= Duration.FromDays(days.Sum());
        var entries = new List<Entry>
        {
            new Started { Id = 1, At = at, FollowUpId = 1, By = 1, Matter = "general", MatterKey = "general", Situation = situation, Preset = preset, Cadence = PolicyFiles.CadenceFor(situation), OwnerId = 1, StartOn = at.InUtc().Date },
        };
        for (var i = 0; i < touches; i++)
        {
            at += Duration.FromDays(days[i]);
            var what = Draw(chance);
            var spoke = what.Outcome is Outcome.Spoke or Outcome.Callback;
            entries.Add(new Touch
            {
                Id = i + 2, At = at, FollowUpId = 1, By = 1, Channel = what.Channel, Direction = what.Direction, Outcome = what.Outcome,
                Next = spoke ? new Plan("Call again", Channel.Call, at.InUtc().Date.PlusDays(10), null) : null,
                Until = what.Outcome is Outcome.OutOfOffice ? at.InUtc().Date.PlusDays(6) : null,
                MayStayInTouch = what.Outcome == Outcome.NotInterested ? true : null,
            });
        }

        return entries;
    }

    /// <summary>What surrounds a follow-up: a company with so many cold approaches of colleagues.</summary>
    public static Surroundings Around(Random chance, DateTimeZone zone)
    {
        var today = WorkingDays.NumberAt(Now, zone);
        var place = new Place(Countries[chance.Next(Countries.Length)], null);
        var laws = TheirLaws.For(place, null, Standing.Consumer);
        return new Surroundings { ContactZone = zone, OwnerZone = Zones[0], Calendar = WorkCalendars.Of(place.Country), Law = LawfulCalls.For(place, null, zone, null, WorkCalendars.Of(place.Country), Protected.Consumers), Laws = laws,
            Listed = chance.Next(10) == 0 ? [new Listed("ours", today - 9, "phone")] : [], Screened = [.. laws.Lists.Select(list => new Screened(list, today - chance.Next(40)))], CompanyDays = [.. Enumerable.Range(0, chance.Next(12)).Select(_ => today - chance.Next(40)).Order()] };
    }

    private static (Channel Channel, Direction Direction, Outcome Outcome, int Weight) Draw(Random chance)
    {
        var at = chance.Next(100);
        foreach (var what in Happenings)
        {
            if ((at -= what.Weight) < 0)
                return what;
        }

        return Happenings[0];
    }
}
