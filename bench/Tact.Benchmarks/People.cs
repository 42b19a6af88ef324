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

    /// <summary>Where people are: zone, holidays, laws on calls, consent, lists to be screened, and the standing in which the law sees them.</summary>
    public static readonly Home[] Homes =
    [
        new("Europe/Berlin", "DE", "BY", Standing.Company), new("Europe/London", "GB", "ENG", Standing.Consumer), new("America/New_York", "US", "FL", Standing.Consumer), new("Europe/Paris", "FR", null, Standing.Consumer),
        new("Asia/Dubai", "AE", null, Standing.Company), new("America/Chicago", "US", "LA", Standing.Consumer), new("America/Toronto", "CA", "ON", Standing.Company), new("Europe/Lisbon", "PT", null, Standing.Company),
    ];

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

    /// <summary>What a third of them asked for: a channel, a rhythm, hours, days; and of every fourth a consent.</summary>
    public static IEnumerable<Entry> Said(Random chance, Instant at, int touches)
    {
        if (chance.Next(3) == 0)
        {
            yield return new Preferred
            {
                Id = 9_000, At = at, By = 1, Channel = chance.Next(2) == 0 ? Channel.Call : null, EveryDays = chance.Next(2) == 0 ? 30 : null, FromHour = chance.Next(2) == 0 ? 9 : null, UntilHour = chance.Next(2) == 0 ? 12 : null,
                Weekdays = chance.Next(2) == 0 ? 0b01010 : null, Evidence = "said on the phone",
            };
        }

        if (chance.Next(4) == 0)
        {
            yield return new ConsentGiven
            {
                Id = 9_001, At = at, By = 1, ConsentKind = ConsentKind.Express, Channel = chance.Next(2) == 0 ? Channel.Call : Channel.Email, On = at.InUtc().Date,
                Until = chance.Next(2) == 0 ? at.InUtc().Date.PlusDays(7 * touches) : null, Evidence = "a form",
            };
        }
    }

    /// <summary>What surrounds a follow-up: where they live, lists they are on, and a company with so many cold approaches of colleagues.</summary>
    public static Surroundings Around(Random chance, Home home)
    {
        var today = WorkingDays.NumberAt(Now, home.Zone);
        return new Surroundings
        {
            ContactZone = home.Zone, OwnerZone = Homes[0].Zone, Calendar = home.Calendar, Law = home.Calls, Laws = home.Laws, Client = chance.Next(10) == 0,
            Listed = chance.Next(10) == 0 ? [new Listed("ours", today - 9, "phone")] : [], Screened = [.. home.Laws.Lists.Select(list => new Screened(list, today - chance.Next(40)))],
            CompanyDays = [.. Enumerable.Range(0, chance.Next(12)).Select(_ => today - chance.Next(40)).Order()], ColleagueTalkDay = chance.Next(10) == 0 ? today - chance.Next(20) : -1,
        };
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

/// <summary>A place people live in, with all that holds there.</summary>
internal sealed class Home(string zone, string country, string? region, Standing standing)
{
    public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[zone];

    public WorkCalendar Calendar { get; } = WorkCalendars.Of(country, region);

    public LawfulCalls? Calls { get; } = LawfulCalls.For(
        new Place(country, region), null, DateTimeZoneProviders.Tzdb[zone], null, WorkCalendars.Of(country, region), standing == Standing.Consumer ? Protected.Consumers : Protected.Everyone);

    public TheirLaws Laws { get; } = TheirLaws.For(new Place(country, region), null, standing);
}
