using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Imports;
using Tact.Storage;

namespace Tact.Laws;

/// <summary>A do-not-call list to be brought in.</summary>
/// <param name="Name">gb-tps and its like for the lists a law wants; any other name is a list of the team's own, which holds for everybody.</param>
/// <param name="AsOf">The day the list was made.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="Country">For numbers in national form; null for the list's country, else the workspace's.</param>
public sealed record ListInput(string Name, LocalDate? AsOf, string FileName, string? Country = null);

/// <summary>A list that was brought in.</summary>
/// <param name="List">Its name.</param>
/// <param name="AsOf">Its date.</param>
/// <param name="Lines">Lines that say something.</param>
/// <param name="Entries">Different numbers and addresses.</param>
/// <param name="Unreadable">Lines that could not be read.</param>
/// <param name="UnreadableLines">The first of them, by line number.</param>
/// <param name="Concerned">Follow-ups that are decided again, because somebody is on the list now or no longer.</param>
/// <param name="Replaced">The date of the list it took the place of; null for the first.</param>
/// <param name="TooOld">That it is older than the law lets it be, and what follows; null when it is new enough.</param>
public sealed record ListBroughtIn(string List, string AsOf, long Lines, long Entries, long Unreadable, IReadOnlyList<long> UnreadableLines, long Concerned, string? Replaced, string? TooOld);

/// <summary>
/// Brings a do-not-call list in. Its entries are written a few thousand at a time under a new number; then it takes the place of the list of
/// the same name in one stroke, together with the new decisions it asks for. Whoever reads meanwhile sees the old list whole.
/// </summary>
public static partial class BringInList
{
    private const int EntriesAtOnce = 20_000;
    private const int PeopleAtOnce = 20_000;
    private const int MostLinesNamed = 100;

    /// <summary>Brings it in. <paramref name="progress"/> hears how many lines are read.</summary>
    public static Result<ListBroughtIn> Run(Workspace workspace, Actor actor, Func<Stream> open, ListInput input, Action<long>? progress = null)
    {
        if (actor.Role != "admin")
            return new Result<ListBroughtIn>.Refused("Do-not-call lists are brought in by an admin.", "role", null);
        if (Problems(workspace, input).ToList() is { Count: > 0 } problems)
            return new Result<ListBroughtIn>.Invalid(problems);
        var (name, asOf) = (input.Name.Trim().ToLowerInvariant(), LocalDatePattern.Iso.Format(input.AsOf!.Value));
        var before = workspace.Data.Read(session => session.One<(long Id, string AsOf)?>("select id, as_of from screen_lists where name = @name and state = 'ready'", new { name }));
        if (before is { } newer && string.CompareOrdinal(newer.AsOf, asOf) > 0)
            return Result<ListBroughtIn>.Wrong("as-of", $"The list {name} here is of {newer.AsOf}, newer than {asOf}. It stays.");
        var country = PolicyFiles.Lists.GetValueOrDefault(name)?.Country ?? Countries.Code(input.Country) ?? Countries.OfZone(workspace.Zone.Id);
        Sweep(workspace, name);
        var id = workspace.Data.Write(session => session.Insert(
            "insert into screen_lists (name, as_of, file_name, country, state, brought_at, brought_by) values (@name, @asOf, @FileName, @country, 'coming', @at, @by) returning id",
            new { name, asOf, input.FileName, country, at = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId }));
        try
        {
            var (lines, wrong, named) = Take(workspace, id, ScreenFile.Read(open, country), progress);
            if (lines == wrong)
                return Dropped(workspace, id, lines == 0 ? "The file is empty." : "No line of the file holds a number or an e-mail address.");
            return Replace(workspace, name, asOf, id, before?.AsOf, lines, wrong, named);
        }
        catch (NotATableException other)
        {
            return Dropped(workspace, id, other.Message);
        }
        catch
        {
            Remove(workspace, id);
            throw;
        }
    }

    /// <summary>Takes a list of the team's own away, or one of the law's that was brought in by mistake.</summary>
    public static Result<long> Drop(Workspace workspace, Actor actor, string list)
    {
        if (actor.Role != "admin")
            return new Result<long>.Refused("Do-not-call lists are taken away by an admin.", "role", null);
        var name = list.Trim().ToLowerInvariant();
        if (workspace.Data.Read(session => session.Scalar<long?>("select id from screen_lists where name = @name and state = 'ready'", new { name })) is not { } id)
            return new Result<long>.NotFound($"There is no list \"{name}\".");
        var concerned = Concerned(workspace, id, -1);
        workspace.Data.Write(session =>
        {
            session.Execute("update screen_lists set state = 'going' where id = @id", new { id });
            Queue(session, concerned, workspace.Now);
        });
        Remove(workspace, id);
        workspace.TakeQueued();
        return concerned.Count;
    }

    private static IEnumerable<Problem> Problems(Workspace workspace, ListInput input)
    {
        if (!Named().IsMatch(input.Name.Trim().ToLowerInvariant()))
            yield return new Problem("list", $"Name the list with small letters, digits and hyphens: {string.Join(", ", PolicyFiles.Lists.Keys.Order(StringComparer.Ordinal))}, or a name of your own.");
        if (input.AsOf is not { } day)
            yield return new Problem("as-of", "Say from which day the list is: --as-of 2026-03-14.");
        else if (day > workspace.Now.InZone(workspace.Zone).Date.PlusDays(1))
            yield return new Problem("as-of", $"{LocalDatePattern.Iso.Format(day)} is still to come. Give the day on which the list was made.");
        if (!string.IsNullOrWhiteSpace(input.Country) && Countries.Code(input.Country) is null)
            yield return new Problem("country", $"\"{input.Country}\" is no country. Write it as GB or United Kingdom.");
    }

    private static (long Lines, long Wrong, List<long> Named) Take(Workspace workspace, long id, IEnumerable<ScreenLine> read, Action<long>? progress)
    {
        var (phones, emails, named) = (new List<long>(EntriesAtOnce), new List<string>(), new List<long>());
        long lines = 0, wrong = 0;
        foreach (var line in read)
        {
            lines++;
            if (line.Phone is { } phone)
                phones.Add(phone);
            else if (line.Email is { } email)
                emails.Add(email);
            else if (++wrong <= MostLinesNamed)
                named.Add(line.Line);
            if (phones.Count + emails.Count < EntriesAtOnce)
                continue;
            Keep(workspace, id, phones, emails);
            progress?.Invoke(lines);
        }

        Keep(workspace, id, phones, emails);
        return (lines, wrong, named);
    }

    private static void Keep(Workspace workspace, long id, List<long> phones, List<string> emails)
    {
        if (phones.Count + emails.Count == 0)
            return;
        // in the order of the table, where neighbours share pages
        phones.Sort();
        emails.Sort(StringComparer.Ordinal);
        workspace.Data.Write(session =>
        {
            if (session.Dialect == Dialect.Postgres)
            {
                session.Connection.Execute("insert into screened_phones (list_id, phone) select @id, unnest(@phones) on conflict do nothing", new { id, phones = phones.ToArray() }, session.Transaction);
                session.Connection.Execute("insert into screened_emails (list_id, email) select @id, unnest(@emails) on conflict do nothing", new { id, emails = emails.ToArray() }, session.Transaction);
                return;
            }

            using (var insert = new BareInsert(session, "insert or ignore into screened_phones (list_id, phone) values (?1, ?2)"))
            {
                foreach (var phone in phones)
                {
                    insert.Number(1, id);
                    insert.Number(2, phone);
                    insert.Run();
                }
            }

            using var mails = new BareInsert(session, "insert or ignore into screened_emails (list_id, email) values (?1, ?2)");
            foreach (var email in emails)
            {
                mails.Number(1, id);
                mails.Text(2, email);
                mails.Run();
            }
        });
        phones.Clear();
        emails.Clear();
    }

    private static Result<ListBroughtIn> Replace(Workspace workspace, string name, string asOf, long id, string? replaced, long lines, long wrong, List<long> named)
    {
        var entries = workspace.Data.Read(session => session.Scalar<long>("select (select count(*) from screened_phones where list_id = @id) + (select count(*) from screened_emails where list_id = @id)", new { id }));
        var old = workspace.Data.Read(session => session.Scalar<long?>("select id from screen_lists where name = @name and state = 'ready'", new { name })) ?? -1;
        var concerned = Concerned(workspace, old, id);
        var done = workspace.Data.Write<Result<ListBroughtIn>>(session =>
        {
            // somebody else brings the same list in, and has swept ours away
            if (session.Scalar<long>("select count(*) from screen_lists where id = @id and state = 'coming'", new { id }) == 0)
                return new Result<ListBroughtIn>.Stale($"The list {name} was brought in by somebody else meanwhile. Theirs counts.");
            session.Execute("update screen_lists set state = 'going' where name = @name and state = 'ready'", new { name });
            session.Execute(
                "update screen_lists set state = 'ready', lines = @lines, entries = @entries, unreadable = @wrong, problems = @problems where id = @id",
                new { id, lines, entries, wrong, problems = JsonSerializer.Serialize(named) });
            Queue(session, concerned, workspace.Now);
            return new ListBroughtIn(name, asOf, lines, entries, wrong, named, concerned.Count, replaced, TooOld(workspace, name, asOf));
        });
        if (done is not Result<ListBroughtIn>.Ok)
            return done;
        Sweep(workspace, name);
        workspace.TakeQueued();
        return done;
    }

    private static string? TooOld(Workspace workspace, string name, string asOf)
    {
        var days = Period.DaysBetween(LocalDatePattern.Iso.Parse(asOf).Value, workspace.Now.InZone(workspace.Zone).Date);
        return PolicyFiles.Lists.TryGetValue(name, out var list) && days > list.Days
            ? $"It is {days:N0} days old, and the law lets it be {list.Days}: unasked calls to those it is for are refused until a newer one is brought in." : null;
    }

    /// <summary>Follow-ups whose people are on one of two lists and not on the other.</summary>
    private static List<long> Concerned(Workspace workspace, long old, long made)
    {
        var concerned = new List<long>();
        var last = workspace.Data.Read(session => session.Scalar<long?>("select max(id) from contacts")) ?? 0;
        for (var from = 0L; from < last; from += PeopleAtOnce)
            concerned.AddRange(workspace.Data.Read(session => session.Query<long>(ScreenLists.Differing, new { from, to = from + PeopleAtOnce, old, made })));
        return concerned;
    }

    private static void Queue(Session session, List<long> followUps, Instant now)
    {
        foreach (var ids in followUps.Chunk(PeopleAtOnce / 100))
            session.Execute("insert into rechecks (follow_up_id, queued_at) select id, @at from follow_ups where id in @ids on conflict (follow_up_id) do nothing", new { ids, at = now.ToUnixTimeMilliseconds() });
    }

    private static Result<ListBroughtIn> Dropped(Workspace workspace, long id, string why)
    {
        Remove(workspace, id);
        return Result<ListBroughtIn>.Wrong("file", $"{why} The list that was there stays as it is.");
    }

    /// <summary>Takes away what an interrupted attempt or a list that was replaced has left.</summary>
    private static void Sweep(Workspace workspace, string name)
    {
        foreach (var id in workspace.Data.Read(session => session.Query<long>("select id from screen_lists where name = @name and state <> 'ready' order by id", new { name })))
            Remove(workspace, id);
    }

    private static void Remove(Workspace workspace, long id)
    {
        workspace.Data.Write(session => session.Execute("update screen_lists set state = 'going' where id = @id", new { id }));
        foreach (var (table, column) in ((string, string)[])[("screened_phones", "phone"), ("screened_emails", "email")])
        {
            while (workspace.Data.Write(session => session.Execute(
                $"delete from {table} where list_id = @id and {column} in (select {column} from {table} where list_id = @id order by {column} limit {EntriesAtOnce})", new { id })) > 0)
            {
                // a few thousand at a time, so that nobody's touch waits
            }
        }

        workspace.Data.Write(session => session.Execute("delete from screen_lists where id = @id and state = 'going'", new { id }));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Named();
}
