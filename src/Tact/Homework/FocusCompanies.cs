using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>A seller's focus list, the best fit first.</summary>
/// <param name="Owner">Whose, by e-mail.</param>
/// <param name="Limit">Companies at most.</param>
/// <param name="Companies">Which.</param>
public sealed record FocusShown(string Owner, int Limit, IReadOnlyList<FocusLine> Companies);

/// <summary>A company on the list.</summary>
/// <param name="People">How many people are known there.</param>
/// <param name="Untouched">Those whom nobody follows up, by number.</param>
public sealed record FocusLine(long Company, string Name, string Why, string Since, FitShown Fit, long People, IReadOnlyList<long> Untouched);

/// <summary>The few companies a seller works on (METHOD E2): a list with a limit, in the order of fit.</summary>
public static class FocusCompanies
{
    /// <summary>The list of an owner: one's own, for managers everybody's.</summary>
    public static Result<FocusShown> List(Workspace workspace, Actor actor, string owner) => workspace.Data.Read(session => Actor.Find(session, owner, "owner").Then<FocusShown>(user =>
        actor.MayChange(user.Id) ? Of(session, workspace, user) : new Result<FocusShown>.Refused($"{user.Name} or a manager sees that list.", "role", null)));

    /// <summary>Puts a company on a list; a full one is refused.</summary>
    public static Result<FocusLine> Add(Workspace workspace, Actor actor, string owner, string company, string? why) => workspace.Data.Write(session =>
        Actor.Find(session, owner, "owner").Then(user => MeantCompany.From(session, company).Then(id => In(session, workspace, actor, user, id, why))));

    /// <summary>The same inside a transaction.</summary>
    public static Result<FocusLine> In(Session session, Workspace workspace, Actor actor, UserRow user, long company, string? why)
    {
        if (!actor.MayChange(user.Id))
            return new Result<FocusLine>.Refused($"{user.Name} or a manager changes that list.", "role", null);
        if (Lengths.Problems(Lengths.Line, ("why", why)).ToList() is { Count: > 0 } problems)
            return new Result<FocusLine>.Invalid(problems);
        // two who add at once take turns, so that the limit holds
        if (session.Dialect == Dialect.Postgres)
            session.Execute("select id from users where id = @Id for update", new { user.Id });
        var on = session.Query<long>("select company_id from focus_companies where owner_id = @Id and taken_off_at is null", new { user.Id });
        if (on.Contains(company))
            return Result<FocusLine>.Wrong("company", "It is on the list already.");
        if (HomeworkSettings.Of(session).FocusLimit is var limit && on.Count >= limit)
            return new Result<FocusLine>.Refused($"The list holds {limit} companies, as many as one person can know well. Take one off first, with the reason; or ask a manager for a longer list under Homework, Settings.", "E2", null);
        session.Execute(
            "insert into focus_companies (owner_id, company_id, why, added_at, added_by) values (@Id, @company, @why, @now, @by)",
            new { user.Id, company, why = why?.Trim() ?? "", now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId });
        return Of(session, workspace, user).Companies.First(line => line.Company == company);
    }

    /// <summary>Takes a company off, with the reason; it stays on record that it was there.</summary>
    public static Result<FocusShown> TakeOff(Workspace workspace, Actor actor, string owner, string company, string? why) => workspace.Data.Write(session =>
        Actor.Find(session, owner, "owner").Then(user => MeantCompany.From(session, company).Then<FocusShown>(id =>
        {
            if (!actor.MayChange(user.Id))
                return new Result<FocusShown>.Refused($"{user.Name} or a manager changes that list.", "role", null);
            List<Problem> problems = [.. Lengths.Problems(Lengths.Line, ("why", why))];
            if (string.IsNullOrWhiteSpace(why))
                problems.Add(new Problem("why", "Say why, in a few words: it is worth knowing later."));
            if (problems.Count > 0)
                return new Result<FocusShown>.Invalid(problems);
            return session.Execute(
                "update focus_companies set taken_off_at = @now, taken_off_by = @by, taken_off_why = @why where owner_id = @Id and company_id = @id and taken_off_at is null",
                new { user.Id, id, why = why!.Trim(), now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId }) == 0
                ? new Result<FocusShown>.NotFound("That company is not on the list.")
                : Of(session, workspace, user);
        })));

    /// <summary>Whether a company is on somebody's list now.</summary>
    public static bool IsOn(Session session, long owner, long company) =>
        session.Scalar<long?>("select id from focus_companies where owner_id = @owner and company_id = @company and taken_off_at is null", new { owner, company }) is not null;

    /// <summary>The list, the best fit first; among equals what could still be met, then the name.</summary>
    public static FocusShown Of(Session session, Workspace workspace, UserRow owner)
    {
        var rows = session.Query<(long Company, string Why, long At)>("select company_id, why, added_at from focus_companies where owner_id = @Id and taken_off_at is null order by id", new { owner.Id });
        var companies = rows.ConvertAll(row => row.Company);
        var fits = CompanyFit.Of(session, companies);
        var people = ContactKeys.PeopleAt(session, companies);
        return new FocusShown(owner.Email, HomeworkSettings.Of(session).FocusLimit, [.. rows.Where(row => fits.ContainsKey(row.Company)).Select(row => new FocusLine(
            row.Company, fits[row.Company].Name, row.Why, LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(row.At).InZone(workspace.Zone).Date), fits[row.Company], people.GetValueOrDefault(row.Company), Untouched(session, row.Company)))
            .OrderByDescending(line => line.Fit.Points).ThenByDescending(line => line.Fit.Open).ThenBy(line => line.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    private static List<long> Untouched(Session session, long company) => session.Query<long>(
        $"""
        select c.id
        from contacts c
        where c.id in {ContactKeys.AtCompany(session)}
          and c.erased_at is null
          and not exists (select 1 from follow_ups f where f.contact_id = c.id)
        order by c.id
        limit 20
        """,
        new { company });
}
