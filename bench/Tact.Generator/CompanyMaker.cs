using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.FollowUps;
using Tact.Timeline;

namespace Tact.Generator;

/// <summary>What is to be made.</summary>
internal sealed record Order(long Contacts, int Sellers, long FollowUps, long Touches, int Seed, Instant Now);

/// <summary>A seller who owns follow-ups.</summary>
internal sealed record Seller(long Id, string Email, string Name, string Zone);

/// <summary>
/// Makes companies one after the other with their people, timelines and follow-ups. The stored decisions come from the
/// product's own fold and rules, after everybody at the company has their touches.
/// </summary>
internal sealed class CompanyMaker(Order order, Workspace workspace, IReadOnlyList<Seller> sellers)
{
    private readonly Random chance = new(order.Seed);
    private readonly long createdAt = order.Now.Minus(Duration.FromDays(1500)).ToUnixTimeMilliseconds();
    private readonly int nowDay = WorkingDays.NumberAt(order.Now, DateTimeZone.Utc);
    private long companyId;
    private long contactId;
    private long followUpId;
    private long entryId;
    private double touchesWanted;
    private double followUpsWanted;

    /// <summary>Everything that belongs to one company.</summary>
    internal sealed class Made
    {
        public List<(int Table, object?[] Values)> Rows { get; } = [];

        public List<(long Contact, long Entry, long At, long By, string Email, string Phone)> OptOuts { get; } = [];

        public int Contacts { get; set; }

        public int OpenFollowUps { get; set; }

        public int Touches { get; set; }
    }

    private sealed record Member(ContactFacts Facts, List<TimelineRow> Timeline, List<FollowUpRow> FollowUps, string StartOn);

    /// <summary>The companies, until there are enough people.</summary>
    public IEnumerable<Made> All()
    {
        while (contactId < order.Contacts)
            yield return One((int)Math.Min(Size(), order.Contacts - contactId));
    }

    /// <summary>Heavy-tailed, about ten on average.</summary>
    private int Size() => (int)Math.Min(1200, 2.1 / Math.Pow(1 - chance.NextDouble(), 1 / 1.22));

    private Made One(int size)
    {
        var made = new Made { Contacts = size };
        var place = Place();
        var id = ++companyId;
        var form = Pick(WordLists.CompanyForm);
        var name = $"{Pick(WordLists.CompanyFirst)}{Pick(WordLists.CompanySecond)} {(chance.Next(3) == 0 ? Pick(WordLists.Family) + " " : "")}{form}";
        var domain = string.Create(CultureInfo.InvariantCulture, $"{Folded.Text(name.Split(' ')[0])}{id}.example");
        var phone = string.Create(CultureInfo.InvariantCulture, $"+{place.Prefix}{1_000_000 + id}");
        made.Rows.Add((0, [
            id, name, Folded.Text(name), domain, null, phone, place.City, place.Country, place.Zone,
            SearchKey.OfCompany(name, domain, place.City, phone), createdAt,
        ]));
        var house = sellers[chance.Next(sellers.Count)];
        var matter = Pick(WordLists.Matters);
        var members = new List<Member>(size);
        for (var i = 0; i < size; i++)
            members.Add(Contact(made, id, i, name, domain, phone, place, chance.Next(100) < 85 ? house : sellers[chance.Next(sellers.Count)], matter));
        Decide(made, id, place.Zone, members);
        return made;
    }

    private Member Contact(Made made, long company, int place, string companyName, string domain, string companyPhone, (string Zone, string Country, string City, string Prefix, int Share) where, Seller seller, string matter)
    {
        var id = ++contactId;
        var given = Pick(WordLists.Given);
        var family = Pick(WordLists.Family);
        var name = $"{given} {family}";
        var role = Pick(WordLists.Roles);
        var email = string.Create(CultureInfo.InvariantCulture, $"{Folded.Text(given)}.{Folded.Text(family)}{(place == 0 ? "" : place)}@{domain}");
        var phone = string.Create(CultureInfo.InvariantCulture, $"{companyPhone}{place:00}");
        var left = order.Contacts - id + 1;
        var share = (order.FollowUps - followUpsWanted) / left;
        var drawn = chance.NextDouble();
        var plot = drawn < share ? Plot.Open : drawn < share + 0.2 ? Plot.Ended : Plot.Loose;
        var situation = chance.Next(100) switch { < 60 => "cold", < 72 => "talked", < 78 => "enquiry", < 84 => "proposal", < 90 => "referral", _ => "client" };
        made.Rows.Add((1, [
            id, company, name, given, family, Folded.Text(name), Folded.Text(family), role, email, phone, where.City, where.Country, situation == "client" ? "client" : "prospect", null,
            SearchKey.OfContact(name, companyName, role, [email], [phone]), seller.Id, createdAt,
        ]));
        made.Rows.Add((2, [id, "email", email, email, 0L]));
        made.Rows.Add((2, [id, "phone", Addresses.PhoneKey(phone), phone, 0L]));
        var facts = new ContactFacts(id, company, name, null, where.Zone, email, phone, situation == "client" ? "client" : "prospect");
        var story = Story.Tell(chance, plot, plot == Plot.Loose ? "cold" : situation, Length(left, plot));
        var shift = Place(story, plot);
        made.Touches += story.Told.Count(h => h.Kind == "touch");
        touchesWanted += story.Told.Count(h => h.Kind == "touch");
        return Lay(facts, story, shift, plot, situation, seller, matter, made);
    }

    /// <summary>
    /// The whole weeks by which a story is moved so that now lies between its last touch and the next. Nine sellers in ten
    /// are up to date: theirs go on until the next touch is in the future.
    /// </summary>
    private int Place(Story story, Plot plot)
    {
        var last = story.Told.Count == 0 ? story.Due : story.Told[^1].Day;
        var ends = last + (plot == Plot.Open ? chance.Next(Math.Max(1, story.Due - last)) : chance.Next(1, 500));
        var shift = 7 * (Math.DivRem(nowDay - 1 - ends, 7, out var rest) - (rest < 0 ? 1 : 0));
        if (plot != Plot.Open)
            return shift;
        var late = chance.Next(10) == 0;
        while (!late && WorkingDays.OnOrAfter(story.Due + 2) + shift < nowDay && story.Told.Count < 100)
            story.GoOn();
        story.Turn();
        return shift;
    }

    /// <summary>How many touches; open follow-ups have more, and the sum comes out as ordered.</summary>
    private int Length(long left, Plot plot)
    {
        var mean = Math.Max(0, (order.Touches - touchesWanted) / left) * (plot switch { Plot.Open => 1.4, Plot.Ended => 1.2, _ => 0.68 });
        var length = mean * (0.25 + (-0.75 * Math.Log(1 - chance.NextDouble())));
        return (int)Math.Clamp(length + chance.NextDouble(), plot == Plot.Ended ? 1 : 0, 80);
    }

    /// <summary>Writes a story down.</summary>
    private Member Lay(ContactFacts facts, Story story, int shift, Plot plot, string situation, Seller seller, string matter, Made made)
    {
        var zone = workspace.ZoneOf(facts.CompanyZone);
        var told = story.Told;
        var matterKey = Folded.Text(matter);
        var followUps = new List<FollowUpRow>();
        var timeline = new List<TimelineRow>(told.Count + 1);
        var first = told.Count == 0 ? story.Due : told[0].Day;
        var startOn = "";
        if (plot != Plot.Loose)
        {
            var preset = situation == "client" || chance.Next(10) > 0 ? PolicyFiles.PresetFor(Names.Read<Situation>(situation)) : chance.Next(2) == 0 ? "gentle" : "determined";
            var row = new FollowUpRow
            {
                Id = ++followUpId, ContactId = facts.Id, CompanyId = facts.CompanyId, OwnerId = seller.Id, Matter = matter, MatterKey = matterKey, Situation = situation, Preset = preset,
                Cadence = PolicyFiles.CadenceFor(Names.Read<Situation>(situation)), OwnerZone = seller.Zone, OwnerDaysOff = "{}", OwnerEmail = seller.Email, OwnerName = seller.Name, Version = 1,
                StartedAt = At(first + shift, 480, zone),
            };
            followUps.Add(row);
            startOn = Iso(first + shift);
            timeline.Add(Entry(facts, row, "start", row.StartedAt, seller, new EntryData
            {
                Matter = matter, MatterKey = matterKey, Situation = situation, Preset = preset, Cadence = row.Cadence, Owner = seller.Id, StartOn = startOn,
            }));
            if (plot == Plot.Open)
            {
                made.OpenFollowUps++;
                followUpsWanted++;
            }
        }

        foreach (var h in told)
        {
            var data = Data(h, shift, workspace.ZoneOf(seller.Zone));
            var entry = Entry(facts, followUps.Count > 0 ? followUps[0] : null, h.Kind, At(h.Day + shift, h.Minute, zone), seller, data);
            entry.Channel = h.Channel;
            entry.Direction = h.Direction;
            entry.Outcome = h.Outcome;
            entry.Note = h.Note;
            entry.Offer = h.Offer;
            timeline.Add(entry);
            if (h.Outcome == "opt-out")
                made.OptOuts.Add((facts.Id, entry.Id, entry.At, seller.Id, facts.Email!, Folded.Digits(facts.Phone)));
        }

        return new Member(facts, timeline, followUps, startOn);
    }

    private TimelineRow Entry(ContactFacts facts, FollowUpRow? followUp, string kind, long at, Seller seller, EntryData data) => new()
    {
        Id = ++entryId, ContactId = facts.Id, CompanyId = facts.CompanyId, FollowUpId = followUp?.Id, Kind = kind, At = at, RecordedAt = at + 60_000, ByUser = seller.Id, Data = data.ToText(),
    };

    private static EntryData Data(Happening h, int shift, DateTimeZone ownerZone) => new()
    {
        Next = h.Next is { } next ? new StepData(next.Say, next.Channel, Iso(next.Day + shift), next.Minute is { } minute ? At(next.Day + shift, minute, ownerZone) : null) : null,
        Until = h.Until is { } until ? Iso(until + shift) : null,
        Promise = h.Promise?.What,
        PromisedFor = h.Promise is { } promise ? Iso(promise.Day + shift) : null,
        MayStay = h.MayStay,
        Scope = h.Outcome == "opt-out" ? h.Word : null,
        Stall = h.Kind == "pause" ? h.Word : null,
        NeedsNextStep = h.Word == "needs-next-step" ? true : null,
    };

    /// <summary>Folds everybody, then decides with what the whole company has on record.</summary>
    private void Decide(Made made, long company, string zoneName, List<Member> members)
    {
        var zone = workspace.ZoneOf(zoneName);
        var days = new List<int>();
        var talks = new List<(string Matter, long Owner, long At)>();
        var files = members.ConvertAll(m => ContactFile.Of(
            workspace, m.Facts, m.Timeline, m.FollowUps, days, row => talks.Where(t => t.Matter == row.MatterKey && t.Owner != row.OwnerId).Select(t => (long?)t.At).Max()));
        foreach (var row in files.SelectMany(file => file.Rows.Where(row => file.CountsForCompany(row) == true)))
            row.Cold = 1;
        days.AddRange(members
            .SelectMany(m => m.Timeline.Where(row => row.Cold == 1).Select(row => (m.Facts.Id, Day: WorkingDays.NumberAt(Instant.FromUnixTimeMilliseconds(row.At), zone))).Distinct())
            .Select(touch => touch.Day)
            .Order());
        foreach (var file in files)
        {
            foreach (var row in file.FollowUpRows)
            {
                if (file.Person.FollowUps[row.Id].LastTwoWayAt is { } at)
                    talks.Add((row.MatterKey, row.OwnerId, at.ToUnixTimeMilliseconds()));
            }
        }

        talks = [.. talks.GroupBy(t => (t.Matter, t.Owner)).Select(g => g.MaxBy(t => t.At))];
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var row in files[i].FollowUpRows)
            {
                var f = files[i].Recomputed(row);
                made.Rows.Add((3, [
                    f.Id, f.ContactId, company, f.OwnerId, f.Matter, f.MatterKey, f.Situation, f.Preset, f.Cadence, f.StartedAt, members[i].StartOn, f.State, f.Kind, f.Step, f.Channel, f.DueOn, f.DueAt,
                    f.Approach, f.ApproachOf, f.CallWindow, f.LastTouchAt, f.LastTwoWayAt, f.Answer, f.Details,
                ]));
            }

            foreach (var t in members[i].Timeline)
                made.Rows.Add((4, [t.Id, t.ContactId, t.CompanyId, t.FollowUpId, t.Kind, t.At, t.RecordedAt, t.ByUser, t.Channel, t.Direction, t.Outcome, t.Note, t.Offer, t.Data, t.Cold]));
        }
    }

    private (string Zone, string Country, string City, string Prefix, int Share) Place()
    {
        var at = chance.Next(WordLists.Places.Sum(p => p.Share));
        foreach (var place in WordLists.Places)
        {
            if ((at -= place.Share) < 0)
                return place;
        }

        return WordLists.Places[0];
    }

    private static long At(int day, int minute, DateTimeZone zone)
    {
        var local = (day * (long)NodaConstants.MillisecondsPerDay) + (minute * (long)NodaConstants.MillisecondsPerMinute);
        return local - zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(local - (6 * NodaConstants.MillisecondsPerHour))).Milliseconds;
    }

    private static string Iso(int day) => LocalDatePattern.Iso.Format(WorkingDays.Date(day));

    private string Pick(string[] words) => words[chance.Next(words.Length)];
}
