using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Touches;

/// <summary>The right person, whom the wrong one named (METHOD E6).</summary>
/// <param name="Contact">Who it is.</param>
/// <param name="Name">Their name.</param>
/// <param name="WasKnown">They were among the people already.</param>
/// <param name="FollowUp">Their follow-up about the same matter; null when none was started.</param>
/// <param name="Why">Why none was started; null when one was.</param>
public sealed record LedTo(long Contact, string Name, bool WasKnown, long? FollowUp, string? Why)
{
    /// <summary>That the wrong one sent us to them was noted with this record.</summary>
    internal bool Referred { get; init; }
}

/// <summary>"Wrong person, ask Bo": Bo is kept as a person of the same company and followed up about the same matter, with the trail.</summary>
public static class LedToTheRightPerson
{
    /// <summary>What cannot be used of who was named.</summary>
    public static IEnumerable<Problem> Problems(TouchInput input, Outcome outcome)
    {
        if (!IsNamed(input))
            return [];
        return outcome is not (Outcome.WrongPerson or Outcome.LeftCompany)
            ? [new Problem("who", "Who it is belongs to the outcomes wrong-person (the right one) and left-company (the successor).")]
            : AddContact.Problems(Person(input)).Select(problem => problem with { Field = problem.Field == "name" ? "who" : $"who-{problem.Field}" });
    }

    /// <summary>Whether somebody was named.</summary>
    public static bool IsNamed(TouchInput input) => Named(input.Who) || Named(input.WhoEmail) || Named(input.WhoPhone);

    /// <summary>Finds or adds the person who was named, and starts a follow-up as a referral by the one who named them.</summary>
    public static LedTo Take(Session session, Workspace workspace, ContactFile wrong, FollowUpRow? row, long? byUser, TouchInput input, Outcome outcome)
    {
        var known = Colleague(session, wrong, input.Who);
        var added = known is { } id
            ? new AddedContact(id, input.Who!.Trim(), true)
            : ((Result<AddedContact>.Ok)AddContact.In(session, workspace, new Actor(byUser, "seller"), Person(input), wrong.Contact.CompanyId)).Value;
        if (added.Id == wrong.Contact.Id)
            return new LedTo(added.Id, added.Name, true, null, $"That is the address of {wrong.Contact.Name}: nobody new was added.");
        // who has left introduced nobody: the successor is begun with afresh
        var left = outcome == Outcome.LeftCompany;
        var referred = !left && session.Execute("update contacts set referred_by = @by where id = @Id and referred_by is null", new { by = wrong.Contact.Id, added.Id }) > 0;
        if ((row?.OwnerEmail ?? session.Scalar<string>("select email from users where id = @byUser", new { byUser })) is not { } owner)
            return new LedTo(added.Id, added.Name, added.WasKnown, null, "Nobody follows them up yet.") { Referred = referred };
        var start = new StartInput { Owner = owner, Matter = row?.Matter, Situation = left ? null : Names.Of(Situation.Referral), SuccessorOf = left ? wrong.Contact.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null };
        return StartFollowUp.In(session, workspace, Actor.CommandLine, added.Id, start) switch
        {
            Result<StartedFollowUp>.Ok { Value: var started } => new LedTo(added.Id, added.Name, added.WasKnown, started.FollowUp, null) { Referred = referred },
            Result<StartedFollowUp>.Refused refused => new LedTo(added.Id, added.Name, added.WasKnown, null, refused.Why) { Referred = referred },
            Result<StartedFollowUp>.Invalid invalid => new LedTo(added.Id, added.Name, added.WasKnown, null, string.Join(" ", invalid.Problems.Select(problem => problem.Text))) { Referred = referred },
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    /// <summary>
    /// Takes back what naming somebody made, as far as nothing has happened with it since: the person that was added, or the follow-up
    /// that was started with one who was known. Says in words what became of it.
    /// </summary>
    public static string TakeBack(Session session, Workspace workspace, long wrong, long contact, EntryData made, long undo)
    {
        if (session.One<(string Name, long Version)?>("select name, version from contacts where id = @contact", new { contact }) is not { } person)
            return "";
        if (made.LedReferred == true)
            session.Execute("update contacts set referred_by = null where id = @contact and referred_by = @wrong", new { contact, wrong });
        var file = ContactFile.Open(session, workspace, contact)!;
        var start = file.Rows.Find(row => row.Kind == "start" && row.FollowUpId == made.LedFollowUp);
        // what was recorded and taken back did not happen
        var happened = file.Rows.FindAll(row => row is { UndoneBy: null, Kind: not "undo" });
        var busy = happened.Exists(row => row.FollowUpId == made.LedFollowUp && row.Id != start?.Id) || file.FollowUpRows.Find(row => row.Id == made.LedFollowUp) is { } row && start is not null && row.OwnerId != EntryData.Read(start.Data).Owner;
        if (made.LedAdded == true)
        {
            busy |= person.Version > 1 || file.FollowUpRows.Exists(row => row.Id != made.LedFollowUp) || happened.Exists(row => row.FollowUpId is null && row.Kind != "stop")
                || session.Scalar<long?>("select id from contacts where referred_by = @contact limit 1", new { contact }) is not null
                || session.Scalar<long?>("select id from follow_ups where successor_of = @contact limit 1", new { contact }) is not null
                || session.Query<long>(Homework.HomeworkOf.People(column => $"{column} = @contact"), new { contact }).Count > 0;
        }

        if (busy)
            return $" ({person.Name}, whom they named, stays: something has happened with them since)";
        foreach (var followUp in file.FollowUpRows.Where(row => row.Id == made.LedFollowUp))
        {
            DueCounts.Move(session, followUp, null);
            session.Execute("delete from rechecks where follow_up_id = @Id", new { followUp.Id });
            session.Execute("delete from follow_ups where id = @Id", new { followUp.Id });
        }

        if (made.LedAdded != true)
        {
            if (start is not null)
                session.Execute("update timeline set undone_by = @undo where id = @Id", new { undo, start.Id });
            return made.LedFollowUp is null ? "" : $" (and the follow-up with {person.Name}, whom they named)";
        }

        SearchIndex.Forget(session, contact);
        ContactKeys.Remove(session, "c.id = @ids", contact);
        session.Execute("delete from suppressions where contact_id = @contact", new { contact });
        session.Execute("delete from timeline where contact_id = @contact", new { contact });
        session.Execute("delete from addresses where contact_id = @contact", new { contact });
        session.Execute("delete from contacts where id = @contact", new { contact });
        return $" (and {person.Name}, whom they named)";
    }

    /// <summary>The same person as an earlier record named them.</summary>
    public static LedTo Earlier(Session session, long contact, FollowUpRow? row) => new(
        contact, session.Scalar<string>("select name from contacts where id = @contact", new { contact }) ?? "", true,
        session.Scalar<long?>("select max(id) from follow_ups where contact_id = @contact and matter_key = @matter", new { contact, matter = row?.MatterKey ?? Folded.Text(StartFollowUp.UsualMatter) }), null);

    /// <summary>In words, for after it was recorded.</summary>
    public static string InWords(LedTo led, string? matter) => led.FollowUp is null
        ? $"{led.Name} is {(led.WasKnown ? "known" : "added")}. {led.Why}".TrimEnd()
        : $"{led.Name} is {(led.WasKnown ? "known" : "added")} and followed up{(matter is null ? "" : $" about “{matter}”")}.";

    private static bool Named(string? text) => !string.IsNullOrWhiteSpace(text);

    private static ContactInput Person(TouchInput input) => new() { Name = input.Who, Email = input.WhoEmail, Phone = input.WhoPhone };

    /// <summary>Somebody of that name at the same company is the one who is meant.</summary>
    private static long? Colleague(Session session, ContactFile wrong, string? name) => !Named(name) || wrong.Contact.CompanyId is not { } company ? null : session.Scalar<long?>(
        $"select id from contacts where id in {ContactKeys.AtCompany(session)} and name_key = @key and id <> @Id and erased_at is null order by id limit 1",
        new { company, key = Folded.Text(name), wrong.Contact.Id });
}
