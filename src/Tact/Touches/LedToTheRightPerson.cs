using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;

namespace Tact.Touches;

/// <summary>The right person, whom the wrong one named (METHOD E6).</summary>
/// <param name="Contact">Who it is.</param>
/// <param name="Name">Their name.</param>
/// <param name="WasKnown">They were among the people already.</param>
/// <param name="FollowUp">Their follow-up about the same matter; null when none was started.</param>
/// <param name="Why">Why none was started; null when one was.</param>
public sealed record LedTo(long Contact, string Name, bool WasKnown, long? FollowUp, string? Why);

/// <summary>"Wrong person, ask Bo": Bo is kept as a person of the same company and followed up about the same matter, with the trail.</summary>
public static class LedToTheRightPerson
{
    /// <summary>What cannot be used of who was named.</summary>
    public static IEnumerable<Problem> Problems(TouchInput input, Outcome outcome)
    {
        if (!IsNamed(input))
            return [];
        return outcome != Outcome.WrongPerson
            ? [new Problem("who", "Who the right person is belongs to the outcome wrong-person.")]
            : AddContact.Problems(Person(input)).Select(problem => problem with { Field = problem.Field == "name" ? "who" : $"who-{problem.Field}" });
    }

    /// <summary>Whether somebody was named.</summary>
    public static bool IsNamed(TouchInput input) => Named(input.Who) || Named(input.WhoEmail) || Named(input.WhoPhone);

    /// <summary>Finds or adds the person who was named, and starts a follow-up as a referral by the one who named them.</summary>
    public static LedTo Take(Session session, Workspace workspace, ContactFile wrong, FollowUpRow? row, long? byUser, TouchInput input)
    {
        var known = Colleague(session, wrong, input.Who);
        var added = known is { } id
            ? new AddedContact(id, input.Who!.Trim(), true)
            : ((Result<AddedContact>.Ok)AddContact.In(session, workspace, new Actor(byUser, "seller"), Person(input), wrong.Contact.CompanyId)).Value;
        if (added.Id == wrong.Contact.Id)
            return new LedTo(added.Id, added.Name, true, null, $"That is the address of {wrong.Contact.Name}: nobody new was added.");
        session.Execute("update contacts set referred_by = @by where id = @Id and referred_by is null", new { by = wrong.Contact.Id, added.Id });
        if ((row?.OwnerEmail ?? session.Scalar<string>("select email from users where id = @byUser", new { byUser })) is not { } owner)
            return new LedTo(added.Id, added.Name, added.WasKnown, null, "Nobody follows them up yet.");
        var start = new StartInput { Owner = owner, Matter = row?.Matter, Situation = Names.Of(Situation.Referral) };
        return StartFollowUp.In(session, workspace, Actor.CommandLine, added.Id, start) switch
        {
            Result<StartedFollowUp>.Ok { Value: var started } => new LedTo(added.Id, added.Name, added.WasKnown, started.FollowUp, null),
            Result<StartedFollowUp>.Refused refused => new LedTo(added.Id, added.Name, added.WasKnown, null, refused.Why),
            Result<StartedFollowUp>.Invalid invalid => new LedTo(added.Id, added.Name, added.WasKnown, null, string.Join(" ", invalid.Problems.Select(problem => problem.Text))),
            var other => throw new InvalidOperationException(other.ToString()),
        };
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
