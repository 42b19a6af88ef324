using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>The people map of a company, from the top down.</summary>
public sealed record PeopleMapShown(long Company, string Name, IReadOnlyList<MapPerson> People);

/// <summary>Somebody on it.</summary>
/// <param name="Contact">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they do.</param>
/// <param name="Part">decides, influences, uses, keeps-the-gate or unknown.</param>
/// <param name="ReportsTo">To whom they report there.</param>
/// <param name="Depth">How far below the top.</param>
/// <param name="Left">They have left the company.</param>
/// <param name="Successors">Who came after them.</param>
/// <param name="LedFrom">Who there led us to them (METHOD E6).</param>
public sealed record MapPerson(long Contact, string Name, string? Role, string Part, long? ReportsTo, int Depth, bool Left, IReadOnlyList<FollowUps.PersonLinked> Successors, IReadOnlyList<FollowUps.PersonLinked> LedFrom);

/// <summary>Who plays which part in a company, reports to whom, has left, and who led us to whom (METHOD D2, E6).</summary>
public static class PlacesOnTheMap
{
    private const int MostPeople = 200;

    /// <summary>The map of a company meant by number or name.</summary>
    public static Result<PeopleMapShown> Run(Workspace workspace, string company) => workspace.Data.Read(session => MeantCompany.From(session, company).Then<PeopleMapShown>(id => Of(session, id)));

    /// <summary>The same inside a transaction: the first 200 people by name.</summary>
    public static PeopleMapShown Of(Session session, long company)
    {
        var people = session.Query<(long Id, string Name, string? Role, string? Part, long? Chief)>(
            $"""
            select c.id, c.name, c.role, m.part, m.reports_to
            from contacts c
            left join people_map m on m.contact_id = c.id and m.company_id = c.company_id
            where c.id in {ContactKeys.AtCompany(session)}
              and c.erased_at is null
            order by c.name_key, c.id
            limit @MostPeople
            """,
            new { company, MostPeople });
        var ids = people.ConvertAll(person => person.Id);
        var known = people.ToDictionary(person => person.Id);
        var left = session.Query<long>("select distinct contact_id from timeline where contact_id in @ids and undone_by is null and (outcome = 'left-company' or kind = 'pause' and data like '%\"stall\":\"left\"%')", new { ids = ids.DefaultIfEmpty(0).ToList() }).ToHashSet();
        var successors = session.Query<(long Before, long Id, string Name)>(
            "select distinct f.successor_of, c.id, c.name from follow_ups f join contacts c on c.id = f.contact_id where f.successor_of in @ids and c.erased_at is null order by c.id", new { ids = ids.DefaultIfEmpty(0).ToList() })
            .ToLookup(row => row.Before, row => new FollowUps.PersonLinked(row.Id, row.Name));
        var led = Led(session, ids);
        return new PeopleMapShown(company, session.Scalar<string>("select name from companies where id = @company", new { company }) ?? "", [.. PeopleMap.Drawn(people.ConvertAll(person => new MapPlace(person.Id, Names.TryRead<Part>(person.Part, out var part) ? part : Part.Unknown, person.Chief)))
            .Select(line => known[line.Place.Contact] is var who ? new MapPerson(who.Id, who.Name, who.Role, Names.Of(line.Place.Part), line.Place.ReportsTo, line.Depth, left.Contains(who.Id) || successors[who.Id].Any(), [.. successors[who.Id]], led.GetValueOrDefault(who.Id, [])) : null!)]);
    }

    /// <summary>Says which part somebody plays, and to whom they report; what is null stays, an empty chief takes it away.</summary>
    public static Result<MapPerson> Set(Workspace workspace, Actor actor, string contact, string? part, string? reportsTo) => workspace.Data.Write(session =>
        ResolveContact.From(session, contact).Then(id => string.IsNullOrWhiteSpace(reportsTo) ? In(session, workspace, actor, id, part, reportsTo is null ? Chief.Kept : Chief.Nobody, 0)
            : ResolveContact.From(session, reportsTo, "reports-to").Then(chief => In(session, workspace, actor, id, part, Chief.Named, chief))));

    /// <summary>To whom somebody reports, in what is said of them.</summary>
    public enum Chief
    {
        /// <summary>As before.</summary>
        Kept,

        /// <summary>To nobody, or it is not known.</summary>
        Nobody,

        /// <summary>To the person named.</summary>
        Named,
    }

    /// <summary>The same inside a transaction.</summary>
    public static Result<MapPerson> In(Session session, Workspace workspace, Actor actor, long contact, string? part, Chief said, long chief)
    {
        if (session.Scalar<long?>("select company_id from contacts where id = @contact", new { contact }) is not { } company)
            return Result<MapPerson>.Wrong("contact", "No company is known of them. Say first where they work.");
        // two who draw at once take turns, so that no circle comes about
        if (session.Dialect == Dialect.Postgres)
            session.Execute("select id from companies where id = @company for update", new { company });
        var map = Of(session, company);
        if (map.People.FirstOrDefault(person => person.Contact == contact) is not { } before)
            return new Result<MapPerson>.Refused($"{map.Name} has more people than a map shows, which is {MostPeople} by name; they are not among them.", "E6", null);
        if (part is not null && !Names.TryRead<Part>(part, out _))
            return Result<MapPerson>.Wrong("part", $"\"{part}\" is no part. Choose one of: {string.Join(", ", Names.All<Part>())}.");
        if (said == Chief.Named && map.People.All(person => person.Contact != chief))
            return Result<MapPerson>.Wrong("reports-to", $"They work elsewhere. Choose somebody of {map.Name}.");
        if (said == Chief.Named && PeopleMap.WouldCircle(map.People.ToDictionary(person => person.Contact, person => person.ReportsTo), contact, chief))
        {
            return Result<MapPerson>.Wrong("reports-to", contact == chief ? "Nobody reports to themselves."
                : $"{map.People.First(person => person.Contact == chief).Name} reports to {before.Name}, directly or over others. Change that first.");
        }

        session.Execute("delete from people_map where contact_id = @contact", new { contact });
        session.Execute(
            "insert into people_map (contact_id, company_id, part, reports_to, by_user, at) values (@contact, @company, @part, @chief, @by, @now)",
            new
            {
                contact, company, part = part is null ? before.Part : Names.Of(Names.Read<Part>(part)), chief = said switch { Chief.Kept => before.ReportsTo, Chief.Named => chief, _ => null },
                by = actor.UserId, now = workspace.Now.ToUnixTimeMilliseconds(),
            });
        return Of(session, company).People.First(person => person.Contact == contact);
    }

    // "wrong person, ask Bo" stands in the record of whoever said so
    private static Dictionary<long, IReadOnlyList<FollowUps.PersonLinked>> Led(Session session, IReadOnlyCollection<long> people) => people.Count == 0 ? [] : session.Query<(long Id, string Name, string? Data)>(
        "select c.id, c.name, t.data from timeline t join contacts c on c.id = t.contact_id where t.contact_id in @people and t.outcome in ('wrong-person', 'referred') and t.undone_by is null and t.data like '%\"ledTo\"%' order by t.id", new { people = people.ToList() })
        .Select(row => (To: Timeline.EntryData.Read(row.Data).LedTo, Who: new FollowUps.PersonLinked(row.Id, row.Name))).Where(row => row.To is not null)
        .GroupBy(row => row.To!.Value).ToDictionary(group => group.Key, group => (IReadOnlyList<FollowUps.PersonLinked>)[.. group.Select(row => row.Who).Distinct()]);
}
