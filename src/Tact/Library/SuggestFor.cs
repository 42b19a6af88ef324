using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.FollowUps;
using Tact.Core.Library;
using Tact.Core.Timeline;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Library;

/// <summary>An asset to bring somebody, and why it fits.</summary>
public sealed record SuggestionShown(long Id, string Title, string Kind, string Does, string? FreshUntil, IReadOnlyList<string> Why);

/// <summary>An asset that would fit, were it not stale.</summary>
public sealed record StaleShown(long Id, string Title, string FreshUntil);

/// <summary>What there is to bring one person.</summary>
/// <param name="Suggestions">The best first, with the reasons; there is no figure for how well they fit.</param>
/// <param name="Stale">What would fit, were it not stale.</param>
/// <param name="GivenAlready">How many that fit they have already.</param>
/// <param name="LookFor">When nothing fits: what to look for.</param>
/// <param name="Quiet">Why nothing is to be brought now; null otherwise.</param>
public sealed record SuggestionsShown(long Contact, string Name, IReadOnlyList<SuggestionShown> Suggestions, IReadOnlyList<StaleShown> Stale, int GivenAlready, IReadOnlyList<string> LookFor, string? Quiet);

/// <summary>What to bring somebody (METHOD B5, A7).</summary>
public static class SuggestFor
{
    private const int MostNotes = 12;

    /// <summary>For the contact meant by id, e-mail or unique name; about one follow-up, or the open one.</summary>
    public static Result<SuggestionsShown> Run(Workspace workspace, Actor actor, string contact, long? followUp = null) => workspace.Data.Read(session =>
        ResolveContact.From(session, contact).Then<SuggestionsShown>(id => ContactFile.Open(session, workspace, id) is not { } file ? new Result<SuggestionsShown>.NotFound("There is no such person.")
            : followUp is { } about && !file.FollowUpRows.Exists(row => row.Id == about) ? Result<SuggestionsShown>.Wrong("followup", $"{file.Contact.Name} has no follow-up {about}.")
            : In(session, workspace, actor, file, followUp)));

    /// <summary>The same for a file at hand. Only in reads.</summary>
    public static SuggestionsShown In(Session session, Workspace workspace, Actor actor, ContactFile file, long? followUp = null)
    {
        var found = file.Person.StoppedAll ? Suggested.NothingNow("They asked never to be contacted again. Nothing is brought.")
            : SuggestAssets.For(Of(session, workspace, actor, file, followUp), workspace.Library.Look(session));
        return new SuggestionsShown(
            file.Contact.Id, file.Contact.Name, [.. found.Fitting.Select(Show)],
            [.. found.Stale.Select(asset => new StaleShown(asset.Id, asset.Title, LocalDatePattern.Iso.Format(asset.FreshUntil!.Value)))], found.GivenAlready, found.LookFor, found.Quiet);
    }

    /// <summary>A suggestion as contracts show it.</summary>
    public static SuggestionShown Show(Suggestion one) =>
        new(one.Asset.Id, one.Asset.Title, Names.Of(one.Asset.Kind), one.Asset.Does, one.Asset.FreshUntil is { } until ? LocalDatePattern.Iso.Format(until) : null, one.Reasons);

    /// <summary>What is known of a person.</summary>
    private static Receiver Of(Session session, Workspace workspace, Actor actor, ContactFile file, long? followUp)
    {
        var row = file.FollowUpRows.Find(one => one.Id == followUp) ?? file.FollowUpRows.Find(one => one.State is not ("answered" or "stopped")) ?? file.FollowUpRows.LastOrDefault();
        var state = row is null ? null : file.Person.FollowUps.GetValueOrDefault(row.Id);
        var known = session.One<KnownOf>($"select {KnownOf.Columns} from {KnownOf.From} where c.id = @Id", new { file.Contact.Id })!;
        // a pause for personal reasons holds for the person, whatever the matter
        var stalled = file.Person.FollowUps.Values.FirstOrDefault(one => one is { State: FollowUpState.Paused, Stall: StallReason.Ill or StallReason.Family }) ?? (state is { State: FollowUpState.Paused, Stall: not null } ? state : null);
        return new Receiver
        {
            LastWords = state?.TheirWords?.Note ?? state?.EnquiryNote?.Text, Matter = row is null || row.Matter == StartFollowUp.UsualMatter ? null : row.Matter, Situation = row is null ? null : Names.Read<Situation>(row.Situation),
            Facts = [.. session.Query<(long, string Text)>(KnownOf.Learned, new { people = new[] { file.Contact.Id } }).Select(fact => fact.Text), .. known.Facts(), .. file.Entries.OfType<KnownBefore>().Select(entry => entry.Text).OfType<string>(), .. Notes(file)],
            Industry = known.Industry, Role = known.WhatTheyDo, Language = known.Reads, Stall = stalled?.Stall, MaySeeStall = actor.UserId is null || stalled?.OwnerId == actor.UserId,
            Given = file.Person.Given, GivenAssets = Gifts.Of(session, file.Contact.Id), Today = workspace.Now.InZone(row is null ? workspace.Zone : file.OwnerZone(row)).Date,
        };
    }

    /// <summary>Notes, and what was said in conversations; the newest.</summary>
    private static IEnumerable<string> Notes(ContactFile file) => file.Rows.AsEnumerable().Reverse()
        .Where(row => row is { UndoneBy: null, Note: not null } && (row.Kind == "note" || (row.Kind == "touch" && Outcomes.WeightOf(Names.Read<Outcome>(row.Outcome!), Names.Read<Direction>(row.Direction!)) == Weight.TwoWay)))
        .Select(row => row.Note!).Take(MostNotes);
}

/// <summary>What the records of a person and their company say that may tell what helps them.</summary>
public class KnownOf
{
    /// <summary>The columns that tell it.</summary>
    public const string Columns = "c.id as Id, c.role as Role, c.department as Department, c.language as Language, c.labels as Labels, c.facts as OwnFacts, co.industry as Industry, co.facts as CompanyFacts, coalesce(c.country, co.country) as Country";

    /// <summary>Where they come from.</summary>
    public const string From = "contacts c left join companies co on co.id = c.company_id";

    /// <summary>What was found out about people and their companies, and what they answered, by person; not what is only assumed.</summary>
    public const string Learned = """
        select f.contact_id, f.text
        from facts f
        where f.contact_id in @people and f.replaced_by is null and f.withdrawn_at is null and f.assumption = 0
        union all
        select c.id, f.text
        from contacts c
        join facts f on f.company_id = c.company_id
        where c.id in @people and f.replaced_by is null and f.withdrawn_at is null and f.assumption = 0
        union all
        select a.contact_id, a.answer
        from question_answers a
        where a.contact_id in @people
        """;

    /// <summary>The contact.</summary>
    public long Id { get; set; }

    /// <summary>What they do.</summary>
    public string? Role { get; set; }

    /// <summary>In which department.</summary>
    public string? Department { get; set; }

    /// <summary>Their language, as written.</summary>
    public string? Language { get; set; }

    /// <summary>Where they are, as written.</summary>
    public string? Country { get; set; }

    /// <summary>The code of their language; where none is known, of the one everybody reads where they are.</summary>
    public string? Reads => Languages.Code(Language) ?? Languages.OfCountry(Countries.Code(Country));

    /// <summary>Labels, with commas.</summary>
    public string Labels { get; set; } = "";

    /// <summary>Facts by name, as JSON.</summary>
    public string OwnFacts { get; set; } = "{}";

    /// <summary>The trade of their company.</summary>
    public string? Industry { get; set; }

    /// <summary>Facts of their company.</summary>
    public string? CompanyFacts { get; set; }

    /// <summary>Role and department.</summary>
    public string? WhatTheyDo => (Role, Department) switch
    {
        ({ } role, { } department) => $"{role}, {department}",
        var (role, department) => role ?? department,
    };

    /// <summary>Facts and labels in words.</summary>
    public IEnumerable<string> Facts() => [.. Read(OwnFacts), .. Read(CompanyFacts), .. AssetRow.List(Labels)];

    private static List<string> Read(string? facts)
    {
        if (facts is null or "" or "{}")
            return [];
        using var json = JsonDocument.Parse(facts);
        return [.. json.RootElement.EnumerateObject().Select(fact => $"{fact.Name}: {(fact.Value.ValueKind == JsonValueKind.String ? fact.Value.GetString() : fact.Value.GetRawText())}")];
    }
}
