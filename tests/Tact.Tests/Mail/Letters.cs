using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core.Mail;
using Tact.FollowUps;
using Tact.Mail.Mailboxes;
using Tact.Mail.Reading;
using Tact.Storage;
using Tact.Tests.Support;

namespace Tact.Tests.Mail;

/// <summary>A mail as the gateway would have read it, with what it means; no server is needed.</summary>
internal sealed record Letter
{
    private static int count;

    /// <summary>Who wrote it.</summary>
    public string From { get; init; } = "Maria Example <maria@mill.example>";

    /// <summary>To whom.</summary>
    public IReadOnlyList<string> To { get; init; } = ["Kim <kim@house.example>"];

    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "Our talk";

    /// <summary>The text.</summary>
    public string Text { get; init; } = "Dear Kim, thank you.";

    /// <summary>The HTML.</summary>
    public string? Html { get; init; }

    /// <summary>Its Message-ID; null when it has none.</summary>
    public string? Id { get; init; } = $"m{Interlocked.Increment(ref count)}@mail.example";

    /// <summary>What it answers.</summary>
    public string? Answers { get; init; }

    /// <summary>A machine wrote it.</summary>
    public bool Automatic { get; init; }

    /// <summary>When it arrived, ISO 8601.</summary>
    public string At { get; init; } = "2026-03-04T08:30:00Z";

    /// <summary>When it is read.</summary>
    public string Now { get; init; } = "2026-03-04T09:00:00Z";

    /// <summary>What it is.</summary>
    public MailKind Kind { get; init; } = MailKind.Reply;

    /// <summary>How sure that is.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>What else was understood.</summary>
    public Func<MailMeaning, MailMeaning> With { get; init; } = meaning => meaning;

    /// <summary>The envelope.</summary>
    public MailHead Head => new()
    {
        Uid = 1, At = InstantPattern.ExtendedIso.Parse(At).Value, Key = MessageKeys.Of(Id), References = MessageKeys.Refer(Answers, null), Subject = Subject,
        From = From.Length == 0 ? [] : [Person(From)], Recipients = [.. To.Select(Person)], IsAutomatic = Automatic,
    };

    /// <summary>The whole.</summary>
    public MailMessage Message => new()
    {
        MessageId = Id is null ? null : $"<{Id}>", InReplyTo = Answers is null ? null : $"<{Answers}>", Date = InstantPattern.ExtendedIso.Parse(At).Value, From = From.Length == 0 ? null : Person(From),
        To = [.. To.Select(Person)], Subject = Subject, Text = Text, Html = Html,
    };

    /// <summary>What it means.</summary>
    public MailMeaning Meaning => With(new MailMeaning { Kind = Kind, Confidence = Confidence, Text = Text, Why = "a test" });

    private static MailPerson Person(string text) => text.IndexOf('<', StringComparison.Ordinal) is var at and >= 0 ? new MailPerson(text[..at].Trim(), text[(at + 1)..].TrimEnd('>')) : new MailPerson(null, text);
}

/// <summary>Lays letters before Tact and looks at what followed.</summary>
internal static class Letters
{
    /// <summary>A mailbox that nobody reads.</summary>
    public static MailboxRow Box(this TestWorkspace place, string address = "kim@house.example", Func<MailboxInput, MailboxInput>? with = null)
    {
        var input = new MailboxInput { Address = address, Owner = address, Password = "open sesame", Imap = "127.0.0.1", ImapPort = 1, ImapSecurity = "none", Smtp = "none" };
        return ConnectMailbox.Add(place.Workspace, Actor.CommandLine, with?.Invoke(input) ?? input) is Result<MailboxShown>.Ok { Value: var box }
            ? place.Workspace.Data.Read(session => Mailboxes.Of(session, box.Id))! : throw new InvalidOperationException();
    }

    /// <summary>Takes one in as reading a mailbox does; null when it is not kept.</summary>
    public static (string Fate, MailRow? Mail) Take(this TestWorkspace place, MailboxRow box, Letter letter)
    {
        var workspace = place.At(letter.Now);
        var (fate, id) = workspace.Data.Write(session =>
        {
            var matching = new MatchMail(session, box);
            var match = matching.Of(letter.Head);
            return match.Fate == Fates.Matched ? KeepMail.In(session, workspace, box, letter.Head, match, letter.Message, letter.Meaning, matching) : (match.Fate, match.Copy);
        });
        return (fate, id is { } kept ? place.Mail(kept) : null);
    }

    /// <summary>A mail as it is kept.</summary>
    public static MailRow Mail(this TestWorkspace place, long id) => place.Workspace.Data.Read(session => session.One<MailRow>($"select {MailRow.Columns} from mails m where m.id = @id", new { id }))!;

    /// <summary>A follow-up as it is stored.</summary>
    public static FollowUpRow FollowUp(this TestWorkspace place, long id) => place.Workspace.Data.Read(session => session.One<FollowUpRow>($"select {FollowUpRow.Columns} from follow_ups f join users u on u.id = f.owner_id where f.id = @id", new { id }))!;

    /// <summary>A number from the database.</summary>
    public static long Count(this TestWorkspace place, string sql, object? values = null) => place.Workspace.Data.Read(session => session.Scalar<long>(sql, values));
}
