using Tact.Accounts;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>A qualifier as contracts show it; without a field it is a question the seller answers.</summary>
public sealed record QualifierShown(long Id, string Name, int Weight, string? Field, string? Condition, string Value);

/// <summary>A qualifier as somebody writes it.</summary>
public sealed record QualifierInput(string? Name, int? Weight, string? Field = null, string? Condition = null, string? Value = null);

/// <summary>What an ideal client is like (METHOD E2): weighted qualifiers that everybody reads, and managers and admins write.</summary>
public static class IdealClient
{
    private const int MostQualifiers = 30;

    /// <summary>The company's own fields; any other name is a column kept from an import.</summary>
    public static readonly IReadOnlyList<string> Fields = ["industry", "country", "region", "city", "postcode", "tags", "web", "site", "people"];

    /// <summary>All of them, as contracts show them.</summary>
    public static List<QualifierShown> All(Session session) =>
        [.. session.Query<(long Id, string Name, long Weight, string? Field, string? Condition, string Value)>("select id, name, weight, field, condition, value from qualifiers where retired_at is null order by weight desc, id")
            .Select(row => new QualifierShown(row.Id, row.Name, (int)row.Weight, row.Field, row.Condition, row.Value))];

    /// <summary>The same as the core takes them.</summary>
    public static List<Qualifier> Qualifiers(Session session) => All(session).ConvertAll<Qualifier>(row => row.Field is { } field
        ? new FieldQualifier(row.Id, row.Name, row.Weight, field, Names.Read<Condition>(row.Condition!), row.Value) : new AskedQualifier(row.Id, row.Name, row.Weight));

    /// <summary>Adds one, or changes the one with a number. Answers to a question that was reworded stay: say something new in a new one.</summary>
    public static Result<QualifierShown> Save(Workspace workspace, Actor actor, long? id, QualifierInput input) => workspace.Data.Write(session => In(session, workspace, actor, id, input));

    /// <summary>The same inside a transaction.</summary>
    public static Result<QualifierShown> In(Session session, Workspace workspace, Actor actor, long? id, QualifierInput input)
    {
        if (!actor.SeesTeam)
            return new Result<QualifierShown>.Refused("A manager or an admin describes the ideal client.", "role", null);
        var all = All(session);
        if (id is not null && !all.Exists(one => one.Id == id))
            return new Result<QualifierShown>.NotFound($"There is no qualifier {id}.");
        if (Problems(input, id is null ? all.Count : 0).ToList() is { Count: > 0 } problems)
            return new Result<QualifierShown>.Invalid(problems);
        var field = string.IsNullOrWhiteSpace(input.Field) ? null : input.Field.Trim();
        var row = new
        {
            id, name = input.Name!.Trim(), weight = (long)input.Weight!.Value, field, condition = field is null ? null : Names.Of(Names.Read<Condition>(input.Condition!)), value = field is null ? "" : input.Value!.Trim(),
            now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId,
        };
        if (id is null)
            id = session.Insert("insert into qualifiers (name, weight, field, condition, value, changed_at, changed_by) values (@name, @weight, @field, @condition, @value, @now, @by) returning id", row);
        else
            session.Execute("update qualifiers set name = @name, weight = @weight, field = @field, condition = @condition, value = @value, changed_at = @now, changed_by = @by where id = @id", row);
        return All(session).Find(one => one.Id == id)!;
    }

    /// <summary>Takes one away; what was answered stays on record.</summary>
    public static Result<QualifierShown> Retire(Workspace workspace, Actor actor, long id) => workspace.Data.Write<Result<QualifierShown>>(session =>
    {
        if (!actor.SeesTeam)
            return new Result<QualifierShown>.Refused("A manager or an admin describes the ideal client.", "role", null);
        if (All(session).Find(one => one.Id == id) is not { } gone)
            return new Result<QualifierShown>.NotFound($"There is no qualifier {id}.");
        session.Execute("update qualifiers set retired_at = @now where id = @id", new { id, now = workspace.Now.ToUnixTimeMilliseconds() });
        return gone;
    });

    private static IEnumerable<Problem> Problems(QualifierInput input, int others)
    {
        if (string.IsNullOrWhiteSpace(input.Name))
            yield return new Problem("name", "Say what you look for, or write the question to answer with yes or no.");
        if (input.Weight is not (>= 1 and <= Qualifier.Heaviest))
            yield return new Problem("weight", $"Give it between 1 and {Qualifier.Heaviest} points.");
        if (others >= MostQualifiers)
            yield return new Problem("", $"{MostQualifiers} qualifiers are more than anybody can weigh. Take one away first.");
        foreach (var problem in Lengths.Problems(Lengths.Line, ("name", input.Name), ("field", input.Field), ("value", input.Value)))
            yield return problem;
        if (string.IsNullOrWhiteSpace(input.Field))
            yield break;
        if (!Names.TryRead<Condition>(input.Condition, out var condition))
            yield return new Problem("condition", $"Choose one of: {string.Join(", ", Names.All<Condition>())}.");
        else if (string.IsNullOrWhiteSpace(input.Value))
            yield return new Problem("value", "Say what the field is to be.");
        else if (condition is Condition.AtLeast or Condition.AtMost && Numbers.Read(input.Value) is null)
            yield return new Problem("value", "Write a number, such as 50.");
    }
}
