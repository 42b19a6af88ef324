using Tact.Accounts;
using Tact.Core;
using Tact.Storage;

namespace Tact.Mail.Templates;

/// <summary>A template of the team as contracts show it.</summary>
public sealed record TemplateShown(long Id, string Name, string Subject, string Body);

/// <summary>A template as somebody writes it.</summary>
public sealed record TemplateInput(string? Name, string? Subject, string? Body);

/// <summary>The team's templates: subject and text with merge fields. A template only begins a message; a person reads and releases each one.</summary>
public static class TeamTemplates
{
    private const int LongestBody = 20_000;

    /// <summary>All of them, by name.</summary>
    public static List<TemplateShown> All(Session session) => session.Query<TemplateShown>("select id as Id, name as Name, subject as Subject, body as Body from templates order by name_key, id");

    /// <summary>One by its number or name.</summary>
    public static Result<TemplateShown> Find(Session session, string idOrName)
    {
        var all = All(session);
        return all.Find(template => long.TryParse(idOrName, System.Globalization.CultureInfo.InvariantCulture, out var id) ? template.Id == id : Folded.Text(template.Name) == Folded.Text(idOrName)) is { } found ? found
            : new Result<TemplateShown>.NotFound($"There is no template \"{idOrName}\".");
    }

    /// <summary>Adds one, or changes the one with a number.</summary>
    public static Result<TemplateShown> Save(Workspace workspace, Actor actor, long? id, TemplateInput input) => workspace.Data.Write(session =>
    {
        var problems = Lengths.Problems(Lengths.Line, ("name", input.Name), ("subject", input.Subject)).Concat(Lengths.Problems(LongestBody, ("body", input.Body))).ToList();
        if (string.IsNullOrWhiteSpace(input.Name))
            problems.Add(new Problem("name", "Give it a name."));
        if (string.IsNullOrWhiteSpace(input.Body))
            problems.Add(new Problem("body", "There is no text yet."));
        if (problems.Count > 0)
            return new Result<TemplateShown>.Invalid(problems);
        var (name, subject, body, now) = (input.Name!.Trim(), input.Subject?.Trim() ?? "", input.Body!.ReplaceLineEndings("\n").Trim(), workspace.Now.ToUnixTimeMilliseconds());
        var key = Folded.Text(name);
        if (session.Scalar<long?>("select id from templates where name_key = @key", new { key }) is { } other && other != id)
            return Result<TemplateShown>.Wrong("name", $"There is a template \"{name}\" already. Change that one, or choose another name.");
        if (id is { } known)
        {
            if (session.Execute("update templates set name = @name, name_key = @key, subject = @subject, body = @body, changed_at = @now, changed_by = @by where id = @known", new { known, name, key, subject, body, now, by = actor.UserId }) == 0)
                return new Result<TemplateShown>.NotFound($"There is no template {known}.");
            return new TemplateShown(known, name, subject, body);
        }

        var added = session.Insert("insert into templates (name, name_key, subject, body, changed_at, changed_by) values (@name, @key, @subject, @body, @now, @by) returning id", new { name, key, subject, body, now, by = actor.UserId });
        return new TemplateShown(added, name, subject, body);
    });

    /// <summary>Takes one away; messages that began with it stay as they are.</summary>
    public static Result<TemplateShown> Remove(Workspace workspace, long id) => workspace.Data.Write(session => Find(session, id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Then<TemplateShown>(found =>
    {
        session.Execute("delete from templates where id = @id", new { id });
        return found;
    }));
}
