using Tact.Accounts;
using Tact.Contacts;
using Tact.Core.Messages;
using Tact.Core.Outbox;
using Tact.Messages;
using Tact.Storage;

namespace Tact.Templates;

/// <summary>A template as one person would get it.</summary>
/// <param name="Template">The template.</param>
/// <param name="Contact">The person; null for nobody in particular.</param>
/// <param name="Name">Their name; null for nobody in particular.</param>
/// <param name="Subject">The subject, filled.</param>
/// <param name="Text">The words, filled.</param>
/// <param name="Missing">Fields that are not known of this person.</param>
/// <param name="Blanks">What only a person can write.</param>
/// <param name="Findings">What the message check finds, with examples in the blanks: what is wrong with the template itself.</param>
public sealed record TemplatePreview(TemplateShown Template, long? Contact, string? Name, string Subject, string Text, IReadOnlyList<string> Missing, IReadOnlyList<string> Blanks, MessageFindings Findings);

/// <summary>Shows a template filled for a real person, and what the message check makes of it.</summary>
public static class PreviewTemplate
{
    /// <summary>Fills it for a person, by id, e-mail or unique name; for nobody the fields are shown as they are.</summary>
    public static Result<TemplatePreview> Run(Session session, Workspace workspace, Actor actor, string template, string? contact) => TeamTemplates.Find(session, template).Then(found => string.IsNullOrWhiteSpace(contact)
        ? Fill(session, workspace, actor, found, null) : ResolveContact.From(session, contact).Then(person => Fill(session, workspace, actor, found, person)));

    /// <summary>What is known for a person: the merge fields of their open follow-up, the writer's own before others'; days in a language.</summary>
    public static Dictionary<string, string?> Known(Session session, Workspace workspace, Actor actor, long contact, string language)
    {
        var followUp = session.Scalar<long?>("select id from follow_ups where contact_id = @contact and state not in ('answered', 'stopped') order by case when owner_id = @me then 0 else 1 end, id desc limit 1", new { contact, me = actor.UserId ?? 0 });
        return MergeFields.Of(session, contact, followUp, actor.UserId, workspace.Zone, language);
    }

    private static Result<TemplatePreview> Fill(Session session, Workspace workspace, Actor actor, TemplateShown template, long? contact)
    {
        var known = contact is { } person ? Known(session, workspace, actor, person, template.Language) : null;
        var (subject, body) = known is null ? (AsItIs(template.Subject), AsItIs(template.Body)) : (MergeText.Fill(template.Subject, known), MergeText.Fill(template.Body, known));
        var findings = Look(template, TeamTuning.Of(session));
        return new TemplatePreview(template, contact, contact is { } id ? session.Scalar<string>("select name from contacts where id = @id", new { id }) : null, subject.Text, body.Text, [.. subject.Missing.Union(body.Missing).Where(field => !MergeFields.OfTheMessage.ContainsKey(field))], template.Blanks, findings);
    }

    /// <summary>What the message check makes of a template with its examples; a snippet need not be a whole message.</summary>
    public static MessageFindings Look(TemplateShown template, Tuning tuning) => MessageCheck.Look(Example(template), null, template.Kind != "snippet" ? tuning
        : new Tuning(new Dictionary<string, RuleSetting>(tuning.Rules) { ["no_new_value"] = RuleSetting.Off, ["no_specifics"] = RuleSetting.Off, ["no_call_to_action"] = RuleSetting.Off, ["no_way_out"] = RuleSetting.Off }, tuning.Phrases));

    /// <summary>The template with examples in every blank and field, as the check looks at it.</summary>
    public static Draft Example(TemplateShown template)
    {
        var known = MergeFields.All.ToDictionary(field => field.Name, field => (string?)(field.Name switch
        {
            "contact.given" => "Maria", "contact.family" => "Keller", "contact.name" => "Maria Keller", "contact.role" => "Head of Operations", "contact.company" => "Aldergate Ltd", "contact.industry" => "wholesale", "contact.city" => "Leeds",
            "contact.referrer" => "Ruth Hale", "last.day" => "3 June", "matter" => "the stocktake", "offer" => null, "next.day" => template.Language == "de" ? "Donnerstag, den 5. März," : "Thursday 5 March", "me.given" => "Kim", "me.name" => "Kim Berg", _ => "kim@house.example",
        }));
        string Whole(string text) => MergeText.Fill(Blanks.Fill(text, template.Examples), known).Text;
        return new Draft
        {
            Kind = template.Kind switch { "voicemail" => MessageKind.Voicemail, "opening" => MessageKind.Opening, "letter" or "card" => MessageKind.Letter, _ => MessageKind.Email },
            Subject = template.Kind == "email" ? Whole(template.Subject) : null, Text = Whole(template.Body), Language = template.Language, OwnNames = ["Kim", "Kim Berg"],
        };
    }

    private static Merged AsItIs(string text) => new(text, [], [], []);
}
