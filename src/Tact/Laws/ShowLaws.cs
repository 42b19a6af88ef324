using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Law;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Laws;

/// <summary>A law in plain words.</summary>
/// <param name="Id">Such as us-fl; verdicts name it as law:us-fl.</param>
/// <param name="Kind">calls, email or list.</param>
/// <param name="Name">The law in a few words.</param>
/// <param name="Place">The country, or country and state.</param>
/// <param name="Says">What it asks for, a sentence each.</param>
/// <param name="Sources">Where it is written.</param>
/// <param name="Note">What to be careful about.</param>
/// <param name="People">How many of the workspace's people come under it; null when that was not counted.</param>
public sealed record LawShown(string Id, string Kind, string Name, string Place, IReadOnlyList<string> Says, IReadOnlyList<string> Sources, string Note, long? People);

/// <summary>A touch outside a no or a law (METHOD B10).</summary>
/// <param name="Touch">Its number.</param>
/// <param name="At">When, ISO 8601.</param>
/// <param name="Contact">The person's number.</param>
/// <param name="Name">The person.</param>
/// <param name="By">Who made it.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Rules">B1, and law:us-fl and its like.</param>
public sealed record Breach(long Touch, string At, long Contact, string Name, string? By, string Channel, string Outcome, IReadOnlyList<string> Rules);

/// <summary>A page of them, newest first.</summary>
/// <param name="Breaches">The touches.</param>
/// <param name="More">Where the next page begins; null at the end.</param>
public sealed record BreachesListed(IReadOnlyList<Breach> Breaches, string? More);

/// <summary>The laws the workspace's people come under, in words, and what was recorded outside them.</summary>
public static class ShowLaws
{
    /// <summary>Breaches on a page.</summary>
    public const int AtOnce = 50;

    private const int PeopleAtOnce = 5_000;
    private const int LongMilliseconds = 500;
    private const int KeptMilliseconds = 600_000;
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Database, LastCount> Counted = [];

    /// <summary>All laws, with how many people come under each.</summary>
    public static Result<IReadOnlyList<LawShown>> List(Workspace workspace, Actor actor)
    {
        if (actor is { UserId: not null, SeesTeam: false })
            return new Result<IReadOnlyList<LawShown>>.Refused("The laws are shown to managers and admins.", "role", null);
        var counts = Counts(workspace);
        return All().Select(law => law with { People = counts.GetValueOrDefault(law.Id) }).OrderByDescending(law => law.People > 0).ThenBy(law => law.Place, StringComparer.Ordinal).ThenBy(law => law.Kind, StringComparer.Ordinal).ThenBy(law => law.Id, StringComparer.Ordinal).ToList();
    }

    /// <summary>One law.</summary>
    public static Result<LawShown> One(string id) => All().FirstOrDefault(law => law.Id == id || $"law:{law.Id}" == id) is { } law
        ? law : new Result<LawShown>.NotFound($"There is no law \"{id}\". There are: {string.Join(", ", All().Select(l => l.Id).Order(StringComparer.Ordinal))}.");

    /// <summary>Touches recorded outside a no or a law, newest first; <paramref name="after"/> is where the page before ended.</summary>
    public static Result<BreachesListed> Breaches(Workspace workspace, Actor actor, string? after = null)
    {
        if (actor.Role != "admin")
            return new Result<BreachesListed>.Refused("Breaches of a no or of the law are shown to admins.", "role", null);
        var before = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        return workspace.Data.Read(session =>
        {
            // the condition is the index's own
            var rows = session.Query<BreachRow>(
                """
                select t.id as Id, t.at as At, t.contact_id as ContactId, c.name as Name, u.name as ByName, t.channel as Channel, t.outcome as Outcome, t.data as Data
                from (
                  select id, at, contact_id, by_user, channel, outcome, data
                  from timeline
                  where kind = 'touch' and (data like '%"law:%' or data like '%"B1"%')
                    and undone_by is null
                    and id < @before
                  order by id desc
                  limit @most) t
                join contacts c on c.id = t.contact_id
                left join users u on u.id = t.by_user
                order by t.id desc
                """,
                new { before, most = AtOnce + 1 });
            return new BreachesListed(
                [.. rows.Take(AtOnce).Select(row => new Breach(row.Id, InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(row.At)), row.ContactId, row.Name, row.ByName, row.Channel, row.Outcome,
                    [.. (EntryData.Read(row.Data).Outside ?? []).Where(rule => rule == "B1" || rule.StartsWith("law:", StringComparison.Ordinal)).Distinct()])).Where(breach => breach.Rules.Count > 0)],
                rows.Count > AtOnce ? rows[AtOnce - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    private static IEnumerable<LawShown> All() =>
    [
        .. PolicyFiles.Laws.Values.Select(law => new LawShown(law.Id, "calls", law.Name, law.Region is null ? law.Country : $"{law.Country}-{law.Region}", [.. Says(law)], law.Sources, law.Note, null)),
        .. PolicyFiles.EmailLaws.Values.Select(law => new LawShown(law.Id, "email", law.Name, law.Country, [.. Says(law)], law.Sources, law.Note, null)),
        .. PolicyFiles.Lists.Values.Select(list => new LawShown(list.Id, "list", list.Name, list.Country, [.. Says(list)], list.Sources, list.Note, null)),
    ];

    private static IEnumerable<string> Says(CallLaw law)
    {
        if (law.Who == Protected.Consumers)
            yield return "Guards consumers: people without a company on record.";
        var days = law.Days.Length switch { 7 => "on any day", 6 => "not on Sundays", _ => "Monday to Friday" };
        yield return $"Calls {string.Join(" and ", law.Hours.Select(span => $"{span[0]}:00 to {span[1]}:00"))} where they are, {days}{(law.OnHolidays ? "" : ", not on public holidays")}.";
        foreach (var limit in law.Most)
            yield return $"At most {limit.Calls} calls in {(limit.Hours > 24 && limit.Hours % 24 == 0 ? $"{limit.Hours / 24} days" : $"{limit.Hours} hours")}.";
        if (law.RestAfterNoDays is { } rest)
            yield return $"{rest} days of rest after a no.";
        if (law.ConsentFrom is { } from)
            yield return $"From {from} prior consent, unless a contract is running.";
    }

    private static IEnumerable<string> Says(EmailLaw law)
    {
        foreach (var group in ((string Who, Regime Regime)[])[("People at companies", law.Companies), ("Sole traders and partnerships", law.SoleTraders), ("Consumers", law.Consumers)])
            yield return $"{group.Who}: {(group.Regime == Regime.Consent ? "consent" : "until they object")}.";
        if (law.CustomerMonths is { } bought)
            yield return $"Taken as given for {bought} months after a purchase.";
        else if (law.Customers)
            yield return "Taken as given for customers.";
        if (law.EnquiryMonths is { } enquired)
            yield return $"Taken as given for {enquired} months after an enquiry.";
        if (law.Referral)
            yield return "One message after a referral, which names the referrer.";
    }

    private static IEnumerable<string> Says(ScreenList list)
    {
        yield return $"{(list.Who == Protected.Consumers ? "Calls to consumers" : "Calls")} are screened against the list, which may be {list.Days} days old.";
        if (list.CustomerMonths is { } bought && list.EnquiryMonths is { } enquired)
            yield return $"Not for {bought} months after a purchase and {enquired} after an enquiry.";
    }

    /// <summary>Counted anew each time, but for a workspace so large that it takes long: then the figures of the last minutes do.</summary>
    private static Dictionary<string, long> Counts(Workspace workspace)
    {
        var begun = Environment.TickCount64;
        if (Counted.TryGetValue(workspace.Data, out var kept) && begun - kept.At < KeptMilliseconds)
            return kept.People;
        var people = Count(workspace);
        if (Environment.TickCount64 - begun > LongMilliseconds)
            Counted.AddOrUpdate(workspace.Data, new LastCount(begun, people));
        return people;
    }

    private static Dictionary<string, long> Count(Workspace workspace)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var after = 0L; ;)
        {
            var people = workspace.Data.Read(session => session.Query<ContactFacts>($"{ContactFacts.LeanSql} where c.id > @after and c.erased_at is null order by c.id limit @PeopleAtOnce", new { after, PeopleAtOnce }));
            foreach (var person in people)
            {
                var place = ContactPlace.Of(workspace, person);
                foreach (var law in TheirLaws.IdsFor(place.LawPlace, place.Number, place.Standing))
                    counts[law] = counts.GetValueOrDefault(law) + 1;
            }

            if (people.Count < PeopleAtOnce)
                return counts;
            after = people[^1].Id;
        }
    }

    private sealed record LastCount(long At, Dictionary<string, long> People);

    private sealed class BreachRow
    {
        public long Id { get; set; }
        public long At { get; set; }
        public long ContactId { get; set; }
        public string Name { get; set; } = "";
        public string? ByName { get; set; }
        public string Channel { get; set; } = "";
        public string Outcome { get; set; } = "";
        public string? Data { get; set; }
    }
}
