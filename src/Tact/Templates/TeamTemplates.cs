using System.Globalization;
using System.Text.Json;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Outbox;
using Tact.Storage;

namespace Tact.Templates;

/// <summary>A template of the team as contracts show it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Subject">The subject of an e-mail; empty for everything else.</param>
/// <param name="Body">The words, with merge fields and blanks.</param>
/// <param name="Kind">One of <see cref="TemplateWords.Kinds"/>.</param>
/// <param name="Purpose">One of <see cref="TemplateWords.Purposes"/>.</param>
/// <param name="Language">Two letters.</param>
/// <param name="About">When to use it; empty where nobody has said.</param>
/// <param name="Examples">What a blank might say.</param>
public sealed record TemplateShown(long Id, string Name, string Subject, string Body, string Kind, string Purpose, string Language, string About, IReadOnlyDictionary<string, string> Examples)
{
    /// <summary>The blanks that a person fills, in the order of the text.</summary>
    public IReadOnlyList<string> Blanks => Core.Outbox.Blanks.Of($"{Subject}\n{Body}");
}

/// <summary>A template as somebody writes it.</summary>
public sealed record TemplateInput(string? Name, string? Subject, string? Body, string? Kind = null, string? Purpose = null, string? Language = null, string? About = null);

/// <summary>The team's templates for messages, voicemails, openings, cards and snippets. A template only begins something; a person makes it true and releases it (METHOD B6).</summary>
public static class TeamTemplates
{
    /// <summary>The longest text of a template, in characters.</summary>
    public const int LongestBody = 20_000;

    private const string NotYours = "The whole team uses this template. Change one of your own, or ask a manager.";

    private const string Columns = "id as Id, name as Name, subject as Subject, body as Body, kind as Kind, purpose as Purpose, language as Language, about as About, examples as Examples";

    /// <summary>All of them, by kind and name.</summary>
    public static List<TemplateShown> All(Session session) =>
        [.. session.Query<Row>($"select {Columns} from templates order by name_key, id").Select(row => row.Shown).OrderBy(template => TemplateWords.Order(template.Kind))];

    /// <summary>Those of some kinds, those in a language first.</summary>
    public static List<TemplateShown> Of(Session session, string? language, params string[] kinds) =>
        [.. All(session).Where(template => kinds.Contains(template.Kind)).OrderBy(template => template.Language == (language ?? "en").Split('-', '_')[0].ToLowerInvariant() ? 0 : 1)];

    /// <summary>One by its number or name.</summary>
    public static Result<TemplateShown> Find(Session session, string idOrName)
    {
        var row = long.TryParse(idOrName, CultureInfo.InvariantCulture, out var id) ? session.One<Row>($"select {Columns} from templates where id = @id", new { id })
            : session.One<Row>($"select {Columns} from templates where name_key = @key", new { key = Folded.Text(idOrName) });
        return row is not null ? row.Shown : new Result<TemplateShown>.NotFound($"There is no template \"{idOrName}\".");
    }

    /// <summary>Adds one, or changes the one with a number; what is not said of a known one stays.</summary>
    public static Result<TemplateShown> Save(Workspace workspace, Actor actor, long? id, TemplateInput input) => workspace.Data.Write(session =>
    {
        TemplateShown? before = null;
        if (id is { } known)
        {
            var found = Find(session, known.ToString(CultureInfo.InvariantCulture));
            if (found is not Result<TemplateShown>.Ok ok)
                return found;
            before = ok.Value;
            if (!MayChange(session, actor, known))
                return new Result<TemplateShown>.Refused(NotYours, "role", null);
        }

        var (name, body) = ((input.Name ?? before?.Name ?? "").Trim(), (input.Body ?? before?.Body ?? "").ReplaceLineEndings("\n").Trim());
        var (kind, purpose, language) = (input.Kind ?? before?.Kind ?? "email", input.Purpose ?? before?.Purpose ?? "other", (input.Language ?? before?.Language ?? "en").ToLowerInvariant());
        var subject = kind is "email" ? (input.Subject ?? before?.Subject ?? "").Trim() : "";
        var about = (input.About ?? before?.About ?? "").Trim();
        var problems = Problems(name, subject, body, kind, purpose, language, about);
        if (problems.Count > 0)
            return new Result<TemplateShown>.Invalid(problems);
        var (key, now) = (Folded.Text(name), workspace.Now.ToUnixTimeMilliseconds());
        if (session.Scalar<long?>("select id from templates where name_key = @key", new { key }) is { } other && other != id)
            return Result<TemplateShown>.Wrong("name", $"There is a template \"{name}\" already. Change that one, or choose another name.");
        var blanks = Blanks.Of($"{subject}\n{body}");
        var examples = JsonSerializer.Serialize(before?.Examples.Where(example => blanks.Contains(example.Key)).ToDictionary(example => example.Key, example => example.Value) ?? []);
        var values = new { id, name, key, subject, body, kind, purpose, language, about, examples, now, by = actor.UserId };
        var saved = id ?? session.Insert(
            """
            insert into templates (name, name_key, subject, body, kind, purpose, language, about, examples, changed_at, changed_by)
            values (@name, @key, @subject, @body, @kind, @purpose, @language, @about, @examples, @now, @by)
            returning id
            """,
            values);
        if (id is not null)
        {
            session.Execute(
                """
                update templates
                set name = @name, name_key = @key, subject = @subject, body = @body, kind = @kind, purpose = @purpose, language = @language, about = @about, examples = @examples, changed_at = @now, changed_by = @by
                where id = @id
                """,
                values);
        }

        return Find(session, saved.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>Sellers change what they wrote themselves, managers and admins all.</summary>
    public static bool MayChange(Session session, Actor actor, long id) => actor.SeesTeam || session.Scalar<long?>("select changed_by from templates where id = @id", new { id }) == actor.UserId;

    /// <summary>Takes one away; what began with it stays as it is.</summary>
    public static Result<TemplateShown> Remove(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session => Find(session, id.ToString(CultureInfo.InvariantCulture)).Then<TemplateShown>(found =>
    {
        if (!MayChange(session, actor, id))
            return new Result<TemplateShown>.Refused(NotYours, "role", null);

        session.Execute("delete from templates where id = @id", new { id });
        return found;
    }));

    private static List<Problem> Problems(string name, string subject, string body, string kind, string purpose, string language, string about)
    {
        var problems = Lengths.Problems(Lengths.Line, ("name", name), ("subject", subject), ("about", about)).Concat(Lengths.Problems(LongestBody, ("body", body))).ToList();
        if (name.Length == 0)
            problems.Add(new Problem("name", "Give it a name."));
        if (body.Length == 0)
            problems.Add(new Problem("body", "There is no text yet."));
        if (!TemplateWords.Kinds.Any(one => one.Value == kind))
            problems.Add(new Problem("kind", $"\"{kind}\" is no kind. Choose one of: {string.Join(", ", TemplateWords.Kinds.Select(one => one.Value))}."));
        if (!TemplateWords.Purposes.Any(one => one.Value == purpose))
            problems.Add(new Problem("purpose", $"\"{purpose}\" is no purpose. Choose one of: {string.Join(", ", TemplateWords.Purposes.Select(one => one.Value))}."));
        if (language.Length != 2 || !language.All(char.IsAsciiLetter))
            problems.Add(new Problem("language", $"\"{language}\" is no language. Write it in two letters: en, de, fr."));
        problems.AddRange(Wrong("subject", subject).Concat(Wrong("body", body)));
        return problems;
    }

    private static IEnumerable<Problem> Wrong(string field, string text)
    {
        var merged = MergeText.Fill(text, MergeFields.All.ToDictionary(known => known.Name, _ => (string?)"x"));
        foreach (var name in merged.Unknown)
            yield return new Problem(field, name == "{{" ? "There is a {{ without a field after it." : $"{{{{{name}}}}} is no field. Choose one of: {string.Join(", ", MergeFields.All.Select(known => known.Name))}.");
        foreach (var broken in merged.Broken)
            yield return new Problem(field, broken);
    }

    private sealed class Row
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public string Subject { get; set; } = "";
        public string Body { get; set; } = "";
        public string Kind { get; set; } = "";
        public string Purpose { get; set; } = "";
        public string Language { get; set; } = "";
        public string About { get; set; } = "";
        public string Examples { get; set; } = "{}";

        public TemplateShown Shown => new(Id, Name, Subject, Body, Kind, Purpose, Language, About, JsonSerializer.Deserialize<Dictionary<string, string>>(Examples)!);
    }
}
