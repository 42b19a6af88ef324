using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>For whom an offering is; industries and roles with commas, empty for any.</summary>
public sealed record AudienceInput(string? Industry = null, string? Role = null, string? Problem = null, string? Apart = null, string? Proof = null);

/// <summary>An offering as somebody writes it; audiences that are null stay as they are.</summary>
public sealed record OfferingInput(string? Name, string? Does, IReadOnlyList<AudienceInput>? Audiences = null);

/// <summary>What fits a person; null when nothing does.</summary>
public sealed record WhatFitsThem(FittingOffering? Fits);

/// <summary>What the team sells, and what sets it apart for whom (METHOD E1). Everybody reads it, managers and admins write it.</summary>
public static class WhatWeSell
{
    /// <summary>Audiences of one offering at most.</summary>
    public const int MostAudiences = 20;

    /// <summary>All that is sold now, by name.</summary>
    public static List<Offering> All(Session session)
    {
        var audiences = session.Query<(long Id, long Offering, string Industry, string Role, string Problem, string Apart, string Proof)>(
            "select id, offering_id, industry, role, problem, apart, proof from offering_audiences order by id").ToLookup(row => row.Offering, row => new Audience(row.Id, row.Industry, row.Role, row.Problem, row.Apart, row.Proof));
        return [.. session.Query<(long Id, string Name, string Does)>("select id, name, does from offerings where retired_at is null order by name_key, id").Select(row => new Offering(row.Id, row.Name, row.Does, [.. audiences[row.Id]]))];
    }

    /// <summary>One of them.</summary>
    public static Result<Offering> One(Session session, long id) => All(session).Find(offering => offering.Id == id) is { } found ? found : new Result<Offering>.NotFound($"There is no offering {id}.");

    /// <summary>What fits the person meant by id, e-mail or name.</summary>
    public static Result<WhatFitsThem> For(Workspace workspace, string contact) => workspace.Data.Read(session => ResolveContact.From(session, contact).Then<WhatFitsThem>(id =>
    {
        var (industry, role) = session.One<(string?, string?)>("select co.industry, c.role from contacts c left join companies co on co.id = c.company_id where c.id = @id", new { id });
        return new WhatFitsThem(WhatFits.For(All(session), industry, role));
    }));

    /// <summary>Adds one, or changes the one with a number.</summary>
    public static Result<Offering> Save(Workspace workspace, Actor actor, long? id, OfferingInput input) => workspace.Data.Write(session => In(session, workspace, actor, id, input));

    /// <summary>The same inside a transaction.</summary>
    public static Result<Offering> In(Session session, Workspace workspace, Actor actor, long? id, OfferingInput input)
    {
        if (!actor.SeesTeam)
            return new Result<Offering>.Refused("A manager or an admin writes what we sell.", "role", null);
        if (id is { } known && One(session, known) is Result<Offering>.NotFound missing)
            return missing;
        var key = Folded.Text(input.Name);
        if (Problems(input).ToList() is { Count: > 0 } problems)
            return new Result<Offering>.Invalid(problems);
        if (session.Scalar<long?>("select id from offerings where name_key = @key and retired_at is null", new { key }) is { } other && other != id)
            return Result<Offering>.Wrong("name", $"There is an offering \"{input.Name!.Trim()}\" already. Change that one, or choose another name.");
        var row = new { id, name = input.Name!.Trim(), key, does = input.Does!.Trim(), now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId };
        if (id is null)
            id = session.Insert("insert into offerings (name, name_key, does, changed_at, changed_by) values (@name, @key, @does, @now, @by) returning id", row);
        else
            session.Execute("update offerings set name = @name, name_key = @key, does = @does, changed_at = @now, changed_by = @by where id = @id", row);
        if (input.Audiences is { } audiences)
        {
            session.Execute("delete from offering_audiences where offering_id = @id", new { id });
            foreach (var one in audiences)
            {
                session.Execute(
                    "insert into offering_audiences (offering_id, industry, role, problem, apart, proof) values (@id, @Industry, @Role, @Problem, @Apart, @Proof)",
                    new { id, Industry = Trim(one.Industry), Role = Trim(one.Role), Problem = Trim(one.Problem), Apart = Trim(one.Apart), Proof = Trim(one.Proof) });
            }
        }

        return One(session, id.Value);
    }

    /// <summary>Takes one off what is sold; briefs no longer show it.</summary>
    public static Result<Offering> Retire(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session => !actor.SeesTeam
        ? new Result<Offering>.Refused("A manager or an admin writes what we sell.", "role", null)
        : One(session, id).Then<Offering>(offering =>
        {
            session.Execute("update offerings set retired_at = @now where id = @id", new { id, now = workspace.Now.ToUnixTimeMilliseconds() });
            return offering;
        }));

    private static IEnumerable<Problem> Problems(OfferingInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Name))
            yield return new Problem("name", "Say what it is called.");
        if (string.IsNullOrWhiteSpace(input.Does))
            yield return new Problem("does", "Say in a sentence what it does for them.");
        if (input.Audiences?.Count > MostAudiences)
            yield return new Problem("audiences", $"Keep to {MostAudiences} audiences.");
        foreach (var problem in Lengths.Problems(Lengths.Line, ("name", input.Name), ("does", input.Does)))
            yield return problem;
        foreach (var one in input.Audiences ?? [])
        {
            foreach (var problem in Lengths.Problems(Lengths.Line, ("industry", one.Industry), ("role", one.Role), ("problem", one.Problem), ("apart", one.Apart), ("proof", one.Proof)))
                yield return problem;
            if (string.IsNullOrWhiteSpace(one.Problem) && string.IsNullOrWhiteSpace(one.Apart))
                yield return new Problem("problem", "Say which problem of theirs it solves, or what sets it apart for them.");
        }
    }

    private static string Trim(string? text) => text?.Trim() ?? "";
}
