using System.Security.Cryptography;
using System.Text;
using Tact.Core.Mail;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Mail.Reading;

/// <summary>Which entries on the timelines a mail became: each has a key made from the mail, what it is about, and how often it was judged anew.</summary>
public static class MailEntries
{
    /// <summary>A key that no entry has yet.</summary>
    /// <param name="about">Empty for the mail itself; the address that a bounce struck; held for the note that waits for a person.</param>
    public static string NewKey(Session session, MailRow mail, string about = "")
    {
        var key = Key(mail, about, 1);
        for (var n = 2; session.Scalar<long?>("select id from timeline where touch_key = @key limit 1", new { key }) is not null; n++)
            key = Key(mail, about, n);
        return key;
    }

    /// <summary>Those that count now, the first of each that stands on several timelines.</summary>
    public static List<TimelineRow> Of(Session session, MailRow mail)
    {
        var found = new List<TimelineRow>();
        foreach (var about in (MeaningText.Read(mail.Meaning).Recipients ?? []).Select(one => Contacts.Addresses.EmailKey(one.Address)).Prepend("held").Prepend("").Distinct())
        {
            for (var n = 1; ; n++)
            {
                var some = session.Query<TimelineRow>($"select {TimelineRow.Columns} from timeline where touch_key = @key order by id", new { key = Key(mail, about, n) });
                if (some.Count == 0)
                    break;
                found.AddRange(some.Where(row => row is { UndoneBy: null, TouchId: null }));
            }
        }

        return found;
    }

    private static string Key(MailRow mail, string about, int n)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about.Length == 0 ? mail.MessageKey : $"{mail.MessageKey}\u001f{about}")).AsSpan(0, 16));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mail:{hash}{(n == 1 ? "" : $":{n}")}");
    }
}
