using Tact.Contacts;
using Tact.Core.Mail;
using Tact.Mail.Mailboxes;
using Tact.Storage;

namespace Tact.Mail.Reading;

/// <summary>Whose business a message is.</summary>
/// <param name="Fate">One of <see cref="Fates"/>; matched when it is to be read.</param>
/// <param name="By">reference, address, company, forwarded or report; how it was matched.</param>
/// <param name="Out">It is ours.</param>
/// <param name="Contacts">The people it is with, the writer or first receiver first; empty when only the text tells.</param>
/// <param name="Company">The known company of an unknown writer.</param>
/// <param name="Copy">The mail it is a copy of.</param>
public sealed record MailMatch(string Fate, string By = "", bool Out = false, IReadOnlyList<long>? Contacts = null, long? Company = null, long? Copy = null)
{
    /// <summary>The person it is with.</summary>
    public long? Contact => Contacts is { Count: > 0 } ? Contacts[0] : null;
}

/// <summary>
/// Finds out whose business a message is, from its envelope alone: mail that is nobody's is not even read. By what it answers, by
/// address, by company; our own mail never counts as theirs.
/// </summary>
public sealed class MatchMail(Session session, MailboxRow mailbox)
{
    private readonly HashSet<string> own = Mailboxes.Mailboxes.OwnAddresses(session);
    private readonly IReadOnlyList<string> leftOut = mailbox.LeftOutList;
    private readonly Dictionary<string, IReadOnlyList<long>> known = [];

    /// <summary>Decides about one message.</summary>
    public MailMatch Of(MailHead head)
    {
        if (head.IsDraft)
            return new MailMatch(Fates.Draft);
        if (head.Key is { } key && session.Scalar<long?>("select id from mails where message_key = @key", new { key }) is { } copy)
            return new MailMatch(Fates.Copy, Copy: copy);
        var ours = head.From.Any(one => IsOwn(one.Address));
        var others = (ours ? head.Recipients : head.From).Where(one => !IsOwn(one.Address)).ToList();
        if (ours && others.Count == 0)
            return IsForwarded(head.Subject) ? new MailMatch(Fates.Matched, "forwarded") : new MailMatch(Fates.Own);
        if (others.Count > 0 && others.TrueForAll(one => IsLeftOut(one.Address)))
            return new MailMatch(Fates.LeftOut);
        var people = others.SelectMany(one => With(one.Address)).Distinct().ToList();
        if (ours)
            return people.Count > 0 ? new MailMatch(Fates.Matched, "address", Out: true, Contacts: people) : new MailMatch(Fates.Nobody);
        if (people.Count > 0)
            return new MailMatch(Fates.Matched, "address", Contacts: people);
        if (head.References.Count > 0 && Answered(head) is { } asked)
            return new MailMatch(Fates.Matched, "reference", Contacts: asked);
        if (head.IsAutomatic)
            return new MailMatch(Fates.Matched, "report");
        people = head.ReplyTo.Where(one => !IsOwn(one.Address)).SelectMany(one => With(one.Address)).Distinct().ToList();
        if (people.Count > 0)
            return new MailMatch(Fates.Matched, "address", Contacts: people);
        if (mailbox.CompanyMail == 1 && CompanyOf(others) is { } company)
            return new MailMatch(Fates.Matched, "company", Company: company);
        return IsForwarded(head.Subject) && others.Exists(one => own.Any(address => SameDomain(address, one.Address))) ? new MailMatch(Fates.Matched, "forwarded") : new MailMatch(Fates.Nobody);
    }

    /// <summary>The people who have an address.</summary>
    public IReadOnlyList<long> With(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
            return [];
        var key = Addresses.EmailKey(address);
        return known.TryGetValue(key, out var found) ? found : known[key] = ContactKeys.ByEmail(session, key, most: 20);
    }

    /// <summary>Whether an address is ours.</summary>
    public bool IsOwn(string? address) => address is not null && own.Contains(Addresses.EmailKey(address));

    private bool IsLeftOut(string? address)
    {
        if (leftOut.Count == 0 || string.IsNullOrEmpty(address))
            return false;
        var key = Addresses.EmailKey(address);
        return leftOut.Any(one => key == one || (one.Contains('@') ? key == one : key.EndsWith("@" + one, StringComparison.Ordinal) || key.EndsWith("." + one, StringComparison.Ordinal)));
    }

    private IReadOnlyList<long>? Answered(MailHead head)
    {
        var contacts = session.Query<long>(
            """
            select distinct m.contact_id
            from mail_references r
            join mails m on m.thread_id = r.thread_id
            where r.message_key in @keys
              and m.contact_id is not null
            limit 20
            """,
            new { keys = head.References });
        return contacts.Count > 0 ? contacts : null;
    }

    private long? CompanyOf(IEnumerable<MailPerson> others)
    {
        foreach (var one in others)
        {
            if (DomainOf(one.Address) is { } domain && !Provider.PersonalDomains.Contains(domain)
                && session.Scalar<long?>("select id from companies where domain = @domain order by id limit 1", new { domain }) is { } company)
                return company;
        }

        return null;
    }

    private static bool SameDomain(string ours, string? other) => DomainOf(ours) is { } domain && domain == DomainOf(other) && !Provider.PersonalDomains.Contains(domain);

    private static string? DomainOf(string? address) => address is { } text && text.LastIndexOf('@') is > 0 and var at ? text[(at + 1)..].Trim().ToLowerInvariant() : null;

    private static bool IsForwarded(string subject) => Forwarded.Any(word => subject.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Forwarded = ["fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "doorst:", "vs:", "enc:", "vb:", "pd:"];
}
