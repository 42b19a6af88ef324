using System.Globalization;
using System.Text.Json;
using NodaTime;
using Tact.Accounts;
using Tact.Storage;

namespace Tact.Rehearsal;

/// <summary>One recording of a rehearsal.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">What kind of sound it is: audio/webm and its like.</param>
/// <param name="LengthMs">How long, in milliseconds, as the browser measured it; null where a file was chosen.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Script">The words as they stood when it was spoken.</param>
/// <param name="Heard">What the speaker heard in it: of each question of <see cref="SelfReview"/> whether it was so.</param>
/// <param name="NextTime">What they will do differently.</param>
/// <param name="At">When it was kept.</param>
/// <param name="KeptUntil">When it goes by itself; null for never.</param>
/// <param name="Asked">Colleagues who were asked to listen.</param>
/// <param name="Comments">What was said about it, in the order of the recording.</param>
public sealed record RecordingShown(long Id, string Type, long? LengthMs, long Size, string Script, IReadOnlyDictionary<string, bool> Heard, string? NextTime, string At, string? KeptUntil, IReadOnlyList<AskedColleague> Asked, IReadOnlyList<RecordingComment> Comments);

/// <summary>A colleague who was asked to listen.</summary>
public sealed record AskedColleague(long Id, string Name, bool Answered);

/// <summary>A remark on a recording.</summary>
/// <param name="Id">Its number.</param>
/// <param name="By">Who made it.</param>
/// <param name="MomentMs">The moment it is about, in milliseconds; null for the whole.</param>
/// <param name="Text">The remark.</param>
/// <param name="At">When.</param>
public sealed record RecordingComment(long Id, string By, long? MomentMs, string Text, string At);

/// <summary>How many days recordings are kept; 0 for as long as nobody discards them.</summary>
public sealed record RetentionShown(long Days);

/// <summary>Keeping, hearing and discarding recordings. They stay in the workspace, and go by themselves after the days the team has set.</summary>
public static class Recordings
{
    /// <summary>Bytes of one recording; more than ten minutes of speech.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Days, where the team chose nothing else.</summary>
    public const long UsualDays = 90;

    private const long MostDays = 3650;
    private const int MostOfOne = 20;
    private const string Setting = "recordings_kept_days";

    /// <summary>Keeps one of one's own rehearsal.</summary>
    public static Result<RecordingShown> Keep(Workspace workspace, Actor actor, long rehearsal, byte[] content, long? lengthMs) => workspace.Data.Write(session => Rehearsals.Own(session, actor, rehearsal).Then<RecordingShown>(row =>
    {
        if (content.Length == 0)
            return Result<RecordingShown>.Wrong("recording", "There is no sound yet. Record it here, or choose a file.");
        if (content.Length > MostBytes)
            return Result<RecordingShown>.Wrong("recording", $"A recording may have {MostBytes / 1024 / 1024} MB. A voicemail is better short: under 40 seconds.");
        if (SoundOf(content) is not { } type)
            return Result<RecordingShown>.Wrong("recording", "This file is no recording that browsers can play. Choose WebM, Ogg, MP3, M4A or WAV.");
        if (session.Scalar<long>("select count(*) from recordings where rehearsal_id = @rehearsal", new { rehearsal }) >= MostOfOne)
            return Result<RecordingShown>.Wrong("recording", $"{MostOfOne} recordings of this are kept already. Discard one that has taught you what it could.");
        var now = workspace.Now;
        var days = Retention(session).Days;
        var id = session.Insert(
            """
            insert into recordings (rehearsal_id, type, length_ms, size, content, script, created_at, kept_until)
            values (@rehearsal, @type, @lengthMs, @size, @content, @Script, @now, @until)
            returning id
            """,
            new { rehearsal, type, lengthMs = lengthMs is > 0 and < 3_600_000 ? lengthMs : null, size = (long)content.Length, content, row.Script, now = now.ToUnixTimeMilliseconds(), until = days == 0 ? (long?)null : (now + Duration.FromDays(days)).ToUnixTimeMilliseconds() });
        return Of(session, rehearsal).Single(recording => recording.Id == id);
    }));

    /// <summary>The sound itself, for its owner and colleagues who were asked.</summary>
    public static Result<(byte[] Content, string Type)> Hear(Session session, Actor actor, long id) => Open(session, actor, id).Then<(byte[], string)>(_ => session.One<Sound>("select content as Content, type as Type from recordings where id = @id", new { id }) is { } sound
        ? (sound.Content, sound.Type) : new Result<(byte[], string)>.NotFound($"There is no recording {id}."));

    /// <summary>Discards one of one's own, with what was said about it.</summary>
    public static Result<RecordingShown> Discard(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session => Mine(session, actor, id).Then<RecordingShown>(found =>
    {
        Delete(session, id);
        return found.Recording;
    }));

    /// <summary>Notes what the speaker heard in it, and what they will do differently.</summary>
    public static Result<RecordingShown> Review(Workspace workspace, Actor actor, long id, IReadOnlyCollection<string> heard, string? nextTime) => workspace.Data.Write(session => Mine(session, actor, id).Then<RecordingShown>(found =>
    {
        var problems = Lengths.Problems(Lengths.Line, ("next-time", nextTime)).ToList();
        if (problems.Count > 0)
            return new Result<RecordingShown>.Invalid(problems);
        var answers = JsonSerializer.Serialize(SelfReview.Questions.ToDictionary(question => question.Id, question => heard.Contains(question.Id)));
        session.Execute("update recordings set heard = @answers, next_time = @next where id = @id", new { id, answers, next = string.IsNullOrWhiteSpace(nextTime) ? null : nextTime.Trim() });
        return Of(session, found.Rehearsal).Single(recording => recording.Id == id);
    }));

    /// <summary>Asks a colleague to listen. Asking twice is asking once.</summary>
    public static Result<RecordingShown> Ask(Workspace workspace, Actor actor, long id, string colleague) => workspace.Data.Write(session => Mine(session, actor, id).Then(found => Actor.Find(session, colleague, "colleague").Then<RecordingShown>(user =>
    {
        if (user.Id == actor.UserId)
            return Result<RecordingShown>.Wrong("colleague", "That is you. Choose a colleague.");
        if (user.DisabledAt is not null)
            return Result<RecordingShown>.Wrong("colleague", $"{user.Name} is not here any more. Choose somebody else.");
        session.Execute("insert into recording_asks (recording_id, colleague_id, asked_at) values (@id, @who, @now) on conflict (recording_id, colleague_id) do nothing", new { id, who = user.Id, now = workspace.Now.ToUnixTimeMilliseconds() });
        return Of(session, found.Rehearsal).Single(recording => recording.Id == id);
    })));

    /// <summary>Asks a colleague no more; they hear it no longer, and what they said stays.</summary>
    public static Result<RecordingShown> Unask(Workspace workspace, Actor actor, long id, long colleague) => workspace.Data.Write(session => Mine(session, actor, id).Then<RecordingShown>(found =>
    {
        session.Execute("delete from recording_asks where recording_id = @id and colleague_id = @colleague", new { id, colleague });
        return Of(session, found.Rehearsal).Single(recording => recording.Id == id);
    }));

    /// <summary>Says something about it, at a moment or about the whole; its owner or a colleague who was asked.</summary>
    public static Result<RecordingShown> Comment(Workspace workspace, Actor actor, long id, string? text, long? momentMs) => workspace.Data.Write(session => Open(session, actor, id).Then<RecordingShown>(found =>
    {
        var problems = Lengths.Problems(2000, ("text", text)).ToList();
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(new Problem("text", "Say what you heard, in a sentence."));
        if (momentMs is < 0 || (momentMs is { } moment && found.Recording.LengthMs is { } length && moment > length + 1000))
            problems.Add(new Problem("moment", $"The recording is not that long. Choose a moment from 0 to {(found.Recording.LengthMs ?? 0) / 1000} seconds, or leave it empty."));
        if (problems.Count > 0)
            return new Result<RecordingShown>.Invalid(problems);
        var now = workspace.Now.ToUnixTimeMilliseconds();
        session.Execute("insert into recording_comments (recording_id, by_user, moment_ms, text, created_at) values (@id, @me, @momentMs, @text, @now)", new { id, me = actor.UserId, momentMs, text = text!.Trim(), now });
        session.Execute("update recording_asks set answered_at = @now where recording_id = @id and colleague_id = @me and answered_at is null", new { id, me = actor.UserId, now });
        return Of(session, found.Rehearsal).Single(recording => recording.Id == id);
    }));

    /// <summary>How long recordings are kept.</summary>
    public static RetentionShown Retention(Session session) => new(
        long.TryParse(session.Scalar<string>("select value from settings where name = @Setting", new { Setting }), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : UsualDays);

    /// <summary>Sets it, also for those that are there; an admin does.</summary>
    public static Result<RetentionShown> Retain(Workspace workspace, Actor actor, long? days)
    {
        if (actor.Role != "admin")
            return new Result<RetentionShown>.Refused("An admin sets this for the whole team.", "role", null);
        if (days is not { } chosen || chosen is < 0 or > MostDays)
            return Result<RetentionShown>.Wrong("days", $"Choose a number of days from 1 to {MostDays}, or 0 to keep them until somebody discards them.");
        return workspace.Data.Write<Result<RetentionShown>>(session =>
        {
            session.Execute("insert into settings (name, value) values (@Setting, @value) on conflict (name) do update set value = excluded.value", new { Setting, value = chosen.ToString(CultureInfo.InvariantCulture) });
            session.Execute("update recordings set kept_until = @until", new { until = (long?)null });
            if (chosen > 0)
                session.Execute("update recordings set kept_until = created_at + @more", new { more = chosen * 86_400_000 });
            return new RetentionShown(chosen);
        });
    }

    /// <summary>Removes those whose time is over; returns how many.</summary>
    public static int RemoveOld(Workspace workspace) => workspace.Data.Write(session =>
    {
        var over = session.Query<long>("select id from recordings where kept_until is not null and kept_until <= @now order by id limit 500", new { now = workspace.Now.ToUnixTimeMilliseconds() });
        foreach (var id in over)
            Delete(session, id);
        return over.Count;
    });

    /// <summary>What was recorded of a rehearsal, the newest first.</summary>
    internal static List<RecordingShown> Of(Session session, long rehearsal)
    {
        var rows = session.Query<RecordingRow>(
            """
            select id as Id, type as Type, length_ms as LengthMs, size as Size, script as Script, heard as Heard, next_time as NextTime, created_at as CreatedAt, kept_until as KeptUntil
            from recordings
            where rehearsal_id = @rehearsal
            order by id desc
            """,
            new { rehearsal });
        var asks = session.Query<(long Recording, long Id, string Name, long? Answered)>(
            "select a.recording_id, u.id, u.name, a.answered_at from recording_asks a join users u on u.id = a.colleague_id join recordings k on k.id = a.recording_id where k.rehearsal_id = @rehearsal order by a.asked_at, u.id", new { rehearsal });
        var comments = session.Query<(long Recording, long Id, string By, long? Moment, string Text, long At)>(
            "select m.recording_id, m.id, u.name, m.moment_ms, m.text, m.created_at from recording_comments m join users u on u.id = m.by_user join recordings k on k.id = m.recording_id where k.rehearsal_id = @rehearsal order by coalesce(m.moment_ms, -1), m.id", new { rehearsal });
        return rows.ConvertAll(row => new RecordingShown(
            row.Id, row.Type, row.LengthMs, row.Size, row.Script, JsonSerializer.Deserialize<Dictionary<string, bool>>(row.Heard)!, row.NextTime, Rehearsals.At(row.CreatedAt), row.KeptUntil is { } until ? Rehearsals.At(until) : null,
            [.. asks.Where(ask => ask.Recording == row.Id).Select(ask => new AskedColleague(ask.Id, ask.Name, ask.Answered is not null))],
            [.. comments.Where(comment => comment.Recording == row.Id).Select(comment => new RecordingComment(comment.Id, comment.By, comment.Moment, comment.Text, Rehearsals.At(comment.At)))]));
    }

    /// <summary>Removes one with what was said about it.</summary>
    internal static void Delete(Session session, long id)
    {
        session.Execute("delete from recording_comments where recording_id = @id", new { id });
        session.Execute("delete from recording_asks where recording_id = @id", new { id });
        session.Execute("delete from recordings where id = @id", new { id });
    }

    private static Result<(long Rehearsal, RecordingShown Recording)> Open(Session session, Actor actor, long id) => session.Scalar<long?>("select rehearsal_id from recordings where id = @id", new { id }) is { } rehearsal
        ? Rehearsals.Find(session, actor, rehearsal).Then<(long, RecordingShown)>(found => found.Recordings.FirstOrDefault(recording => recording.Id == id) is { } recording ? (rehearsal, recording) : new Result<(long, RecordingShown)>.NotFound($"There is no recording {id}."))
        : new Result<(long, RecordingShown)>.NotFound($"There is no recording {id}.");

    private static Result<(long Rehearsal, RecordingShown Recording)> Mine(Session session, Actor actor, long id) => Open(session, actor, id).Then(found => Rehearsals.Own(session, actor, found.Rehearsal).Then<(long, RecordingShown)>(_ => found));

    /// <summary>What kind of sound a file is, by its first bytes; what a browser calls it is not believed.</summary>
    private static string? SoundOf(ReadOnlySpan<byte> content) => content switch
    {
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "audio/webm",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "audio/mp4",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => "audio/mpeg",
        [0xFF, 0xF1 or 0xF9, ..] => "audio/aac",
        _ => null,
    };

    private sealed class Sound
    {
        public byte[] Content { get; set; } = [];
        public string Type { get; set; } = "";
    }

    private sealed class RecordingRow
    {
        public long Id { get; set; }
        public string Type { get; set; } = "";
        public long? LengthMs { get; set; }
        public long Size { get; set; }
        public string Script { get; set; } = "";
        public string Heard { get; set; } = "{}";
        public string? NextTime { get; set; }
        public long CreatedAt { get; set; }
        public long? KeptUntil { get; set; }
    }
}
