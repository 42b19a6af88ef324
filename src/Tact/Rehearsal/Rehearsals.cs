using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Rehearsal;

/// <summary>Words that are rehearsed before they are spoken to somebody (METHOD F5).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Script">The words.</param>
/// <param name="Language">Their language, two letters.</param>
/// <param name="Owner">Who rehearses, by name.</param>
/// <param name="OwnerId">Their number.</param>
/// <param name="Contact">Whom they are for; null for nobody in particular.</param>
/// <param name="ContactName">Their name.</param>
/// <param name="Recordings">What was recorded, the newest first; those that the reader may hear.</param>
public sealed record RehearsalShown(long Id, string Name, string Script, string Language, string Owner, long OwnerId, long? Contact, string? ContactName, IReadOnlyList<RecordingShown> Recordings);

/// <summary>One rehearsal in a list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Owner">Who rehearses, by name.</param>
/// <param name="ContactName">Whom it is for; null for nobody in particular.</param>
/// <param name="Recordings">How many recordings are kept.</param>
/// <param name="Recording">The recording a colleague was asked to listen to; null in one's own.</param>
/// <param name="Answered">Whether they have said something to it.</param>
/// <param name="At">When it was begun, or when one was asked.</param>
public sealed record RehearsalLine(long Id, string Name, string Owner, string? ContactName, long Recordings, long? Recording, bool Answered, string At);

/// <summary>A rehearsal to begin.</summary>
/// <param name="Name">What to call it; made from the person where it is empty.</param>
/// <param name="Script">The words.</param>
/// <param name="Contact">Whom they are for: id, e-mail or unique name.</param>
/// <param name="Language">Their language, two letters; English where it is not said.</param>
public sealed record RehearsalInput(string? Name, string? Script, string? Contact = null, string? Language = null);

/// <summary>Beginning, changing and finding rehearsals. They are their owner's alone; a colleague who is asked sees the recording it is about, and a manager sees none unasked (G1, F5).</summary>
public static class Rehearsals
{
    private const int LongestScript = 5000;

    /// <summary>Begins one, or changes the script of one's own.</summary>
    public static Result<RehearsalShown> Save(Workspace workspace, Actor actor, long? id, RehearsalInput input) => workspace.Data.Write(session =>
    {
        if (actor.UserId is not { } me)
            return Result<RehearsalShown>.Wrong("by", "Say who rehearses: --by jana@example.com.");
        var problems = Lengths.Problems(Lengths.Line, ("name", input.Name)).Concat(Lengths.Problems(LongestScript, ("script", input.Script))).ToList();
        if (string.IsNullOrWhiteSpace(input.Script))
            problems.Add(new Problem("script", "There are no words to rehearse yet."));
        if (input.Language is { Length: > 0 } said && (said.Length != 2 || !said.All(char.IsAsciiLetter)))
            problems.Add(new Problem("language", $"\"{said}\" is no language. Write it in two letters: en, de, fr."));
        if (problems.Count > 0)
            return new Result<RehearsalShown>.Invalid(problems);
        return string.IsNullOrWhiteSpace(input.Contact) ? Write(session, workspace, actor, id, me, input, null)
            : ResolveContact.From(session, input.Contact).Then(contact => Write(session, workspace, actor, id, me, input, contact));
    });

    /// <summary>One with what was recorded of it.</summary>
    public static Result<RehearsalShown> Find(Session session, Actor actor, long id)
    {
        if (Row(session, id) is not { } row || !MaySee(session, actor, row))
            return new Result<RehearsalShown>.NotFound($"There is no rehearsal {id}.");
        var mine = row.OwnerId == actor.UserId;
        var me = mine ? "" : session.Scalar<string>("select name from users where id = @UserId", new { actor.UserId }) ?? "";
        return new RehearsalShown(row.Id, row.Name, row.Script, row.Language, row.Owner, row.OwnerId, mine ? row.ContactId : null, row.Contact, [.. Recordings.Of(session, id).Where(recording => mine || recording.Asked.Any(ask => ask.Id == actor.UserId)).Select(recording => mine ? recording : ForColleague(recording, row, me))]);
    }

    /// <summary>What somebody hears in themselves, and what others said, is the speaker's alone.</summary>
    private static RecordingShown ForColleague(RecordingShown recording, RehearsalRow row, string me) => recording with
    {
        Heard = new Dictionary<string, bool>(), NextTime = null, Asked = [.. recording.Asked.Where(ask => ask.Name == me)], Comments = [.. recording.Comments.Where(comment => comment.By == me || comment.By == row.Owner)],
    };

    /// <summary>One's own, the newest first, and what colleagues ask one to listen to.</summary>
    public static (IReadOnlyList<RehearsalLine> Mine, IReadOnlyList<RehearsalLine> Asked) List(Session session, Actor actor)
    {
        var mine = session.Query<(long Id, string Name, string Owner, string? Contact, long Recordings, long At)>(
            """
            select r.id, r.name, u.name, c.name, (select count(*) from recordings k where k.rehearsal_id = r.id), r.created_at
            from rehearsals r
            join users u on u.id = r.owner_id
            left join contacts c on c.id = r.contact_id
            where r.owner_id = @UserId
            order by r.id desc
            limit 200
            """,
            new { actor.UserId });
        var asked = session.Query<(long Id, string Name, string Owner, string? Contact, long Recording, long? Answered, long At)>(
            """
            select r.id, r.name, u.name, c.name, k.id, a.answered_at, a.asked_at
            from recording_asks a
            join recordings k on k.id = a.recording_id
            join rehearsals r on r.id = k.rehearsal_id
            join users u on u.id = r.owner_id
            left join contacts c on c.id = r.contact_id
            where a.colleague_id = @UserId
            order by a.answered_at is not null, k.id desc
            limit 200
            """,
            new { actor.UserId });
        return ([.. mine.Select(one => new RehearsalLine(one.Id, one.Name, one.Owner, one.Contact, one.Recordings, null, false, At(one.At)))],
            [.. asked.Select(one => new RehearsalLine(one.Id, one.Name, one.Owner, one.Contact, 1, one.Recording, one.Answered is not null, At(one.At)))]);
    }

    /// <summary>Takes one away with all that was recorded of it.</summary>
    public static Result<RehearsalShown> Remove(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session => Own(session, actor, id).Then(_ => Find(session, actor, id)).Then<RehearsalShown>(found =>
    {
        foreach (var recording in found.Recordings)
            Recordings.Delete(session, recording.Id);
        session.Execute("delete from rehearsals where id = @id", new { id });
        return found;
    }));

    /// <summary>The rehearsal when it is the actor's own.</summary>
    internal static Result<RehearsalRow> Own(Session session, Actor actor, long id) => Row(session, id) is not { } row || !MaySee(session, actor, row)
        ? new Result<RehearsalRow>.NotFound($"There is no rehearsal {id}.")
        : row.OwnerId == actor.UserId ? row : new Result<RehearsalRow>.Refused($"This is {row.Owner}'s rehearsal; only they change it.", "role", null);

    private static Result<RehearsalShown> Write(Session session, Workspace workspace, Actor actor, long? id, long me, RehearsalInput input, long? contact)
    {
        var person = contact is { } number ? session.Scalar<string>("select name from contacts where id = @number", new { number }) : null;
        var name = string.IsNullOrWhiteSpace(input.Name) ? person is null ? "Voicemail" : $"Voicemail for {person}" : input.Name.Trim();
        var (script, language) = (input.Script!.ReplaceLineEndings("\n").Trim(), string.IsNullOrWhiteSpace(input.Language) ? "en" : input.Language.ToLowerInvariant());
        if (id is not { } known)
        {
            var added = session.Insert(
                "insert into rehearsals (owner_id, contact_id, name, script, language, created_at) values (@me, @contact, @name, @script, @language, @now) returning id",
                new { me, contact, name, script, language, now = workspace.Now.ToUnixTimeMilliseconds() });
            return Find(session, actor, added);
        }

        return Own(session, actor, known).Then(_ =>
        {
            session.Execute("update rehearsals set name = @name, script = @script, language = @language, contact_id = coalesce(@contact, contact_id) where id = @known", new { known, name, script, language, contact });
            return Find(session, actor, known);
        });
    }

    private static RehearsalRow? Row(Session session, long id) => session.One<RehearsalRow>(
        """
        select r.id as Id, r.owner_id as OwnerId, u.name as Owner, r.contact_id as ContactId, c.name as Contact, r.name as Name, r.script as Script, r.language as Language
        from rehearsals r
        join users u on u.id = r.owner_id
        left join contacts c on c.id = r.contact_id
        where r.id = @id
        """,
        new { id });

    private static bool MaySee(Session session, Actor actor, RehearsalRow row) => row.OwnerId == actor.UserId || session.Scalar<long?>(
        "select k.id from recordings k join recording_asks a on a.recording_id = k.id where k.rehearsal_id = @Id and a.colleague_id = @UserId limit 1", new { row.Id, actor.UserId }) is not null;

    /// <summary>An instant as contracts write it.</summary>
    internal static string At(long at) => InstantPattern.General.Format(Instant.FromUnixTimeMilliseconds(at));
}

/// <summary>A rehearsal as it is stored.</summary>
internal sealed class RehearsalRow
{
    public long Id { get; set; }
    public long OwnerId { get; set; }
    public string Owner { get; set; } = "";
    public long? ContactId { get; set; }
    public string? Contact { get; set; }
    public string Name { get; set; } = "";
    public string Script { get; set; } = "";
    public string Language { get; set; } = "";
}
