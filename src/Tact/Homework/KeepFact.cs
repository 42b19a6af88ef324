using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>A fact to keep; learned today where no day is named.</summary>
public sealed record FactInput(string? Text, string? Source = null, LocalDate? LearnedOn = null, bool Assumption = false);

/// <summary>What is known about a person or a company, with its source and day (METHOD E3). Kept, confirmed, taken back; never changed.</summary>
public static class KeepFact
{
    /// <summary>What every form for facts says (METHOD D).</summary>
    public const string NotEverything = "For everybody on the team, and for them when they ask for their data. Illness and family are not written here: pause the follow-up for personal reasons in their place.";

    /// <summary>Keeps one about a person.</summary>
    public static Result<FactShown> Run(Workspace workspace, Actor actor, string contact, FactInput input) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, null, input)));

    /// <summary>Keeps one about a company.</summary>
    public static Result<FactShown> AboutCompany(Workspace workspace, Actor actor, string company, FactInput input) =>
        workspace.Data.Write(session => MeantCompany.From(session, company).Then(id => In(session, workspace, actor, null, id, input)));

    /// <summary>The same inside a transaction, about one or the other.</summary>
    public static Result<FactShown> In(Session session, Workspace workspace, Actor actor, long? contact, long? company, FactInput input)
    {
        var today = FactsOf.Today(workspace);
        List<Problem> problems = [.. Lengths.Problems(Lengths.Line, ("text", input.Text), ("source", input.Source))];
        if (string.IsNullOrWhiteSpace(input.Text))
            problems.Add(new Problem("text", "Write what is known, in a sentence."));
        if (input.LearnedOn > today)
            problems.Add(new Problem("learned", "That day is still to come. Say when it was learned."));
        if (string.IsNullOrWhiteSpace(input.Source) && !input.Assumption)
            problems.Add(new Problem("source", "Say where it comes from: who told you, or a link. If nobody did, mark it as an assumption."));
        if (problems.Count > 0)
            return new Result<FactShown>.Invalid(problems);
        var id = session.Insert(
            """
            insert into facts (contact_id, company_id, text, source, learned_on, assumption, by_user, created_at)
            values (@contact, @company, @text, @source, @learned, @assumption, @by, @now)
            returning id
            """,
            new
            {
                contact, company, text = input.Text!.Trim(), source = input.Source?.Trim() ?? "", learned = LocalDatePattern.Iso.Format(input.LearnedOn ?? today), assumption = input.Assumption ? 1 : 0,
                by = actor.UserId, now = workspace.Now.ToUnixTimeMilliseconds(),
            });
        session.Execute("update facts set root_id = @id where id = @id", new { id });
        return FactsOf.One(session, workspace, id)!;
    }

    /// <summary>
    /// Confirms a fact: it holds today, and the old day stays as history. With a source it is known from there; an assumption stays one until
    /// <paramref name="known"/> says that somebody told.
    /// </summary>
    public static Result<FactShown> Confirm(Workspace workspace, Actor actor, long id, string? source = null, bool known = false) => workspace.Data.Write(session => Standing(session, workspace, id).Then<FactShown>(fact =>
    {
        if (Lengths.Problems(Lengths.Line, ("source", source)).ToList() is { Count: > 0 } problems)
            return new Result<FactShown>.Invalid(problems);
        if (known && fact.Assumption && string.IsNullOrWhiteSpace(source))
            return Result<FactShown>.Wrong("source", "It was assumed until now. Say who told you, or where it stands.");
        var next = session.Insert(
            """
            insert into facts (root_id, contact_id, company_id, text, source, learned_on, assumption, by_user, created_at)
            select root_id, contact_id, company_id, text, @source, @today, @assumption, @by, @now
            from facts
            where id = @id
            returning id
            """,
            new
            {
                id, source = string.IsNullOrWhiteSpace(source) ? fact.Source : source.Trim(), today = LocalDatePattern.Iso.Format(FactsOf.Today(workspace)), assumption = fact.Assumption && !known ? 1 : 0,
                by = actor.UserId, now = workspace.Now.ToUnixTimeMilliseconds(),
            });
        session.Execute("update facts set replaced_by = @next where id = @id", new { id, next });
        return FactsOf.One(session, workspace, next)!;
    }));

    /// <summary>Takes a fact back, with the reason: it is shown as withdrawn and no longer used.</summary>
    public static Result<FactShown> Withdraw(Workspace workspace, Actor actor, long id, string? why) => workspace.Data.Write(session => Standing(session, workspace, id).Then<FactShown>(fact =>
    {
        if (string.IsNullOrWhiteSpace(why))
            return Result<FactShown>.Wrong("why", "Say why, in a few words: whoever relied on it wants to know.");
        if (Lengths.Problems(Lengths.Line, ("why", why)).ToList() is { Count: > 0 } problems)
            return new Result<FactShown>.Invalid(problems);
        session.Execute("update facts set withdrawn_at = @now, withdrawn_by = @by, withdrawn_why = @why where id = @id", new { id, now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId, why = why.Trim() });
        return FactsOf.One(session, workspace, id)!;
    }));

    // on PostgreSQL two who confirm at once take turns; the second is told
    private static Result<FactShown> Standing(Session session, Workspace workspace, long id)
    {
        if (session.Dialect == Dialect.Postgres)
            session.Execute("select id from facts where id = @id for update", new { id });
        return FactsOf.One(session, workspace, id) switch
        {
            null => new Result<FactShown>.NotFound($"There is no fact {id}."),
            { Withdrawn: not null } => new Result<FactShown>.Stale("That fact was withdrawn already."),
            var fact when fact.Id != id => new Result<FactShown>.Stale($"Somebody confirmed that fact meanwhile; it has the number {fact.Id} now."),
            var fact => fact,
        };
    }
}
