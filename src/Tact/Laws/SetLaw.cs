using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Law;
using Tact.FollowUps;
using Tact.Storage;

namespace Tact.Laws;

/// <summary>Which law somebody comes under, as chosen.</summary>
/// <param name="Contact">The person; null for the workspace.</param>
/// <param name="Place">Such as US-FL; null when address and number tell.</param>
/// <param name="As">company, sole-trader or consumer; null when the company on record tells.</param>
/// <param name="Screening">For the workspace: brought-in or always.</param>
/// <param name="Laws">The laws that hold now, by id; for the workspace those of its place.</param>
/// <param name="Concerned">Follow-ups that are decided again.</param>
public sealed record LawSet(long? Contact, string? Place, string? As, string? Screening, IReadOnlyList<string> Laws, long Concerned);

/// <summary>Chooses the law for one person, or for everybody whose address tells no country. For calls their number's law holds besides: the strictest wins.</summary>
public static class SetLaw
{
    private const string Nothing = "none";

    /// <summary>Chooses for one person; <c>none</c> lets address and company tell again, null leaves it as it is.</summary>
    public static Result<LawSet> ForContact(Workspace workspace, Actor actor, string contact, string? place, string? standing) => workspace.Data.Write(session => ResolveContact.From(session, contact).Then<LawSet>(id =>
    {
        var problems = new List<Problem>();
        var set = Place(place, problems);
        if (standing is not (null or "" or Nothing) && !Names.TryRead<Standing>(standing, out _))
            problems.Add(new Problem("as", $"\"{standing}\" is none of: {string.Join(", ", Names.All<Standing>())}."));
        if (problems.Count > 0)
            return new Result<LawSet>.Invalid(problems);
        var before = session.One<(string? Place, string? Standing)>("select law_place, law_as from contacts where id = @id", new { id });
        var (now, standsAs) = (place is null ? before.Place : set, standing is null ? before.Standing : standing is "" or Nothing ? null : Names.Of(Names.Read<Standing>(standing)));
        session.Execute("update contacts set law_place = @now, law_as = @standsAs, version = version + 1 where id = @id", new { id, now, standsAs });
        var file = ContactFile.Open(session, workspace, id)!;
        file.SaveDecisions();
        return new LawSet(id, now, standsAs, null, LawsOf(file), file.FollowUpRows.Count);
    }));

    /// <summary>Chooses for the workspace: the place for people whose address tells no country, and whether lists never brought in refuse calls.</summary>
    public static Result<LawSet> ForWorkspace(Workspace workspace, Actor actor, string? place, string? screening)
    {
        if (actor.Role != "admin")
            return new Result<LawSet>.Refused("The law of the workspace is chosen by an admin.", "role", null);
        var problems = new List<Problem>();
        var set = Place(place, problems);
        if (screening is not (null or "brought-in" or "always"))
            problems.Add(new Problem("screening", $"\"{screening}\" is neither brought-in nor always."));
        if (problems.Count > 0)
            return new Result<LawSet>.Invalid(problems);
        var concerned = workspace.Data.Write(session =>
        {
            if (screening is not null)
                Keep(session, ScreenLists.AlwaysSetting, screening == "always" ? screening : null);
            if (place is null || session.Scalar<string>("select value from settings where name = 'law_place'") == set)
                return 0;
            Keep(session, "law_place", set);
            return session.Execute(
                """
                insert into rechecks (follow_up_id, queued_at)
                select f.id, @at
                from follow_ups f
                join contacts c on c.id = f.contact_id
                where f.due_on is not null
                  and c.law_place is null
                  and c.country is null
                on conflict (follow_up_id) do nothing
                """,
                new { at = workspace.Now.ToUnixTimeMilliseconds() });
        });
        if (concerned > 0)
            workspace.TakeQueued();
        return Workspace(workspace) with { Concerned = concerned };
    }

    /// <summary>What is chosen for the workspace.</summary>
    public static LawSet Workspace(Workspace workspace) => workspace.Data.Read(session =>
    {
        var place = session.Scalar<string>("select value from settings where name = 'law_place'");
        return new LawSet(null, place, null, ScreenLists.Always(session) ? "always" : "brought-in", [.. TheirLaws.IdsFor(ContactPlace.LawPlaceOf(place), null, Standing.Company).Order(StringComparer.Ordinal)], 0);
    });

    /// <summary>The laws that hold for somebody, by id.</summary>
    public static IReadOnlyList<string> LawsOf(ContactFile file) => [.. TheirLaws.IdsFor(file.Place.LawPlace, file.Place.Number, file.Place.Standing).Order(StringComparer.Ordinal)];

    private static void Keep(Session session, string name, string? value)
    {
        session.Execute("delete from settings where name = @name", new { name });
        if (value is not null)
            session.Execute("insert into settings (name, value) values (@name, @value)", new { name, value });
    }

    private static string? Place(string? text, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Trim().Equals(Nothing, StringComparison.OrdinalIgnoreCase))
            return null;
        // "US-FL", "us florida", "United Kingdom"
        var parts = text.Trim().Split('-', 2, StringSplitOptions.TrimEntries);
        var country = Countries.Code(parts[0]) ?? Countries.Code(text.Trim());
        var region = country is null || parts.Length < 2 || Countries.Code(text.Trim()) is not null ? null : Core.Calendars.WorkCalendars.RegionCode(country, parts[1]);
        if (country is null || (parts.Length == 2 && region is null && Countries.Code(text.Trim()) is null))
            problems.Add(new Problem("place", $"\"{text}\" is no place. Write a country, or a country and its state: GB, US-FL, none."));
        return country is null ? null : region is null ? country : $"{country}-{region}";
    }
}
