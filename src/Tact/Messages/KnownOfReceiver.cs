using NodaTime;
using Tact.Core;
using Tact.Core.Messages;
using Tact.Core.Timeline;
using Tact.FollowUps;
using Tact.Mail.Outbox;
using Tact.Storage;

namespace Tact.Messages;

/// <summary>What the record knows of somebody, for the message check. A handful of reads by key; nothing is guessed.</summary>
public static class KnownOfReceiver
{
    private const int SentLately = 20;

    private const int MostNames = 60;

    /// <summary>Of a contact, for a draft to them; null when there is no such contact.</summary>
    public static Receiver? Of(Session session, Workspace workspace, long contactId, Draft draft)
    {
        if (ContactFile.Open(session, workspace, contactId) is not { } file)
            return null;
        var (given, family, company, companyId) = session.One<(string?, string?, string?, long?)>(
            "select c.given, c.family, co.name, co.id from contacts c left join companies co on co.id = c.company_id where c.id = @contactId", new { contactId });
        string[] names = [.. new[] { file.Contact.Name, $"{given} {family}".Trim() }.Where(name => name.Length > 0 && !name.Contains('@', StringComparison.Ordinal)).Distinct()];
        var talks = file.Entries.OfType<Touch>().ToList();
        var talked = talks.LastOrDefault(touch => Outcomes.WeightOf(touch.Outcome, touch.Direction) == Weight.TwoWay);
        return new Receiver
        {
            Names = names,
            Company = company,
            OtherPeople = companyId is null ? [] : session.Query<string>("select name from contacts where company_id = @companyId and id <> @contactId and erased_at is null order by id limit 50", new { companyId, contactId }),
            OtherCompanies = Companies(session, draft, companyId),
            // whoever wrote or rang, or asked us on another way, has talked with us
            Acquaintance = talked is not null || talks.Exists(touch => touch.Direction == Direction.In) || file.FollowUpRows.Exists(row => row.Situation == "enquiry") ? Acquaintance.Talked : talks.Count > 0 ? Acquaintance.OneSided : Acquaintance.Never,
            LastTalk = talked?.At.InZone(file.Zone).Date,
            AwayUntil = file.FollowUpRows.Select(row => file.Person.FollowUps.GetValueOrDefault(row.Id)?.AwayUntil).Max(),
            Facts = [.. Homework.FactsOf.Person(session, workspace, contactId).Where(fact => fact is { Assumption: false, Stale: false }).Select(fact => fact.Text)],
            Given = [.. file.Person.GivenInOrder],
            Calendar = file.Place.Calendar,
            Leave = Stopped(file, draft.Kind) ? Leave.Refused : Leave.Given,
            SentToOthers = session.Query<string>("select body from outgoing where contact_id <> @contactId and sent_at is not null order by id desc limit 20", new { contactId }).Take(SentLately).ToList(),
        };
    }

    /// <summary>Whether a way out is due in the draft's own words: every unasked message, unless the product adds one (METHOD B7).</summary>
    public static WayOutState WayOutOf(Session session, long contactId, Draft draft)
    {
        if (draft.Thread == InThread.Reply || draft.Kind is MessageKind.Voicemail or MessageKind.Opening)
            return WayOutState.CaredFor;
        return draft.Kind == MessageKind.Email && WayOut.IsDue(session, new OutgoingRow { ContactId = contactId }) ? WayOutState.CaredFor : WayOutState.Due;
    }

    private static bool Stopped(ContactFile file, MessageKind kind) =>
        file.Person.StoppedAll || (kind == MessageKind.Email && file.Person.StoppedEmail) || (kind is MessageKind.Voicemail or MessageKind.Opening && file.Person.StoppedPhone);

    // only companies that the words name: each run of up to three words with a capital is looked up by its key
    private static IReadOnlyList<string> Companies(Session session, Draft draft, long? own)
    {
        var words = $"{draft.Subject}\n{draft.Text}".Split([' ', '\n', '\r', '\t', ',', '.', ';', ':', '!', '?', '(', ')', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length && keys.Count < MostNames; i++)
        {
            if (!char.IsUpper(words[i][0]))
                continue;
            var name = "";
            for (var k = i; k < Math.Min(i + 4, words.Length) && (char.IsUpper(words[k][0]) || words[k] is "&" or "and" or "und"); k++)
            {
                name = name.Length == 0 ? words[k] : $"{name} {words[k]}";
                keys.Add(Folded.Text(name.EndsWith("'s", StringComparison.Ordinal) || name.EndsWith("’s", StringComparison.Ordinal) ? name[..^2] : name));
            }
        }

        return keys.Count == 0 ? [] : session.Query<string>("select name from companies where name_key in @keys and id <> @own order by id limit 20", new { keys = keys.ToArray(), own = own ?? 0 });
    }
}
