using Tact.Accounts;
using Tact.Contacts;
using Tact.Core.Messages;
using Tact.Storage;

namespace Tact.Messages;

/// <summary>A text to be looked at.</summary>
/// <param name="Text">The words; a first line "Subject: …" is the subject.</param>
/// <param name="Kind">voicemail, email, letter or opening; email when left out.</param>
/// <param name="Contact">For whom: id, e-mail or unique name; none for nobody in particular.</param>
/// <param name="Lang">en, de, fr, es or nl; found by the words when left out.</param>
/// <param name="Subject">The subject of an e-mail.</param>
/// <param name="Thread">reply or new; nothing when it is not known.</param>
/// <param name="Attachments">The names of the files that go along; none is an empty list; left out when it is not known.</param>
/// <param name="Brings">The title of what it brings them.</param>
public sealed record TextToCheck(string? Text, string? Kind = null, string? Contact = null, string? Lang = null, string? Subject = null, string? Thread = null, IReadOnlyList<string>? Attachments = null, string? Brings = null);

/// <summary>A finding as contracts show it.</summary>
/// <param name="Field">body or subject; start and length count in it.</param>
public sealed record FindingShown(string Rule, string Severity, int Start, int Length, string Text, string Why, string? Better, string Field, string Name, IReadOnlyList<string> Method);

/// <summary>What was found in a text.</summary>
public sealed record TextChecked(string Verdict, IReadOnlyList<FindingShown> Findings, int Seconds, int Words, double? ReadingEase, string Language, string Kind);

/// <summary>Looks at a text before anybody sends or says it.</summary>
public static class CheckText
{
    /// <summary>The longest text, in characters.</summary>
    public const int Longest = 40_000;

    private static readonly string[] Languages = ["en", "de", "fr", "es", "nl"];

    /// <summary>What is found; it changes nothing.</summary>
    public static Result<TextChecked> Run(Workspace workspace, Actor actor, TextToCheck input)
    {
        var problems = new List<Problem>();
        if (!TryKind(input.Kind, out var kind))
            problems.Add(new Problem("kind", $"\"{input.Kind}\" is no kind of message. Say voicemail, email, letter or opening."));
        if (input.Lang is { Length: > 0 } lang && !Languages.Contains(lang.ToLowerInvariant().Split('-', '_')[0]))
            problems.Add(new Problem("lang", $"The words of \"{lang}\" are not known. Say {string.Join(", ", Languages)}, or leave it out."));
        if (string.IsNullOrWhiteSpace(input.Text))
            problems.Add(new Problem("text", "There is no text yet."));
        else if (input.Text.Length > Longest)
            problems.Add(new Problem("text", $"The text has {input.Text.Length} characters. Keep to {Longest}."));
        if (input.Subject is { Length: > 1000 })
            problems.Add(new Problem("subject", "The subject is longer than 1000 characters."));
        if (input.Thread is not (null or "" or "reply" or "new"))
            problems.Add(new Problem("thread", "Say reply or new, or leave it out."));
        if (problems.Count > 0)
            return new Result<TextChecked>.Invalid(problems);
        var (subject, text) = Parted(input);
        var draft = new Draft
        {
            Kind = kind, Subject = subject, Text = text, Language = input.Lang is { Length: > 0 } ? input.Lang : null, Attachments = input.Attachments, Brings = input.Brings,
            Thread = input.Thread switch { "reply" => InThread.Reply, "new" => InThread.New, _ => InThread.Unknown }, Day = workspace.Now.InZone(workspace.Zone).Date,
        };
        return workspace.Data.Read(session => Look(session, workspace, actor, draft, input.Contact));
    }

    private static Result<TextChecked> Look(Session session, Workspace workspace, Actor actor, Draft draft, string? contact)
    {
        draft = draft with { OwnNames = OwnNames(session, actor) };
        if (string.IsNullOrWhiteSpace(contact))
            return Shown(MessageCheck.Look(draft, null, TeamTuning.Of(session)), draft);
        return ResolveContact.From(session, contact).Then<TextChecked>(id => Shown(For(session, workspace, id, draft), draft));
    }

    /// <summary>What is found in a draft to a contact, with all that the record knows; also for the page on which messages are written.</summary>
    public static MessageFindings For(Session session, Workspace workspace, long contactId, Draft draft)
    {
        var known = KnownOfReceiver.Of(session, workspace, contactId, draft);
        if (draft.WayOut == WayOutState.Unknown)
            draft = draft with { WayOut = KnownOfReceiver.WayOutOf(session, contactId, draft) };
        if (draft.Language is null && session.Scalar<string>("select language from contacts where id = @contactId", new { contactId }) is { Length: > 1 } language && Languages.Contains(language.ToLowerInvariant().Split('-', '_')[0]) && draft.Text.Length < 80)
            draft = draft with { Language = language };
        return MessageCheck.Look(draft, known, TeamTuning.Of(session));
    }

    /// <summary>The names of the one who writes, which are nobody else's.</summary>
    public static IReadOnlyList<string> OwnNames(Session session, Actor actor) => actor.UserId is { } id && session.Scalar<string>("select name from users where id = @id", new { id }) is { } name ? [name] : [];

    /// <summary>As contracts show it.</summary>
    public static TextChecked Shown(MessageFindings found, Draft draft) => new(
        Word(found.Verdict), [.. found.Findings.Select(one => new FindingShown(one.Rule, Word(one.Severity), one.Start, one.Length, one.Text, one.Why, one.Better, Word(one.Field), MessageRules.ById[one.Rule].Name, MessageRules.ById[one.Rule].Method))],
        found.Seconds, found.Words, found.ReadingEase, found.Language, Word(draft.Kind));

    /// <summary>Reads a kind; nothing is an e-mail.</summary>
    public static bool TryKind(string? text, out MessageKind kind)
    {
        kind = MessageKind.Email;
        return string.IsNullOrWhiteSpace(text) || (Enum.TryParse(text.Trim(), ignoreCase: true, out kind) && Enum.IsDefined(kind) && char.IsLetter(text.Trim()[0]));
    }

    /// <summary>A first line "Subject: …" is the subject, unless one is given.</summary>
    public static (string? Subject, string Text) Parted(TextToCheck input)
    {
        var text = input.Text!;
        if (!string.IsNullOrWhiteSpace(input.Subject) || !text.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase))
            return (string.IsNullOrWhiteSpace(input.Subject) ? null : input.Subject, text);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (text[8..].Trim(), "") : (text[8..end].Trim(), text[(end + 1)..].TrimStart('\r', '\n'));
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
