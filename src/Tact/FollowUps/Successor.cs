using NodaTime.Text;
using Tact.Contacts;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Somebody of a link between two people, one of whom came after the other.</summary>
public sealed record PersonLinked(long Contact, string Name);

/// <summary>METHOD D2: when a contact has left, we start afresh with the successor, and know the old one's history. Two people, two counts; the company's caps hold for both.</summary>
public static class Successor
{
    /// <summary>Whose history a new follow-up takes over; null when nobody was named.</summary>
    public static Result<(TookOverData? From, string? Matter)> Of(Session session, Workspace workspace, long contactId, string? predecessor)
    {
        if (string.IsNullOrWhiteSpace(predecessor))
            return (null, null);
        return ResolveContact.From(session, predecessor, "successor-of").Then<(TookOverData? From, string? Matter)>(id =>
        {
            if (id == contactId)
                return Result<(TookOverData? From, string? Matter)>.Wrong("successor-of", "Nobody comes after themselves. Name who has left.");
            var file = ContactFile.Open(session, workspace, id)!;
            var talked = file.Person.LastTwoWayAt is { } at ? LocalDatePattern.Iso.Format(at.InZone(file.Zone).Date) : null;
            return (new TookOverData(id, file.Contact.Name, talked), file.FollowUpRows.LastOrDefault()?.Matter);
        });
    }

    /// <summary>Whose history a follow-up took over, as its beginning says.</summary>
    public static TookOverData? Of(ContactFile file, long followUp) =>
        file.Rows.Find(row => row is { Kind: "start", UndoneBy: null } && row.FollowUpId == followUp) is { } start ? EntryData.Read(start.Data).TookOver : null;

    /// <summary>Who came after a contact.</summary>
    public static IReadOnlyList<PersonLinked> After(Session session, long contact) => session.Query<(long Id, string Name)>(
            "select distinct c.id, c.name from follow_ups f join contacts c on c.id = f.contact_id where f.successor_of = @contact and c.erased_at is null order by c.id", new { contact })
        .ConvertAll(person => new PersonLinked(person.Id, person.Name));
}
