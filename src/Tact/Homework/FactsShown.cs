using NodaTime;
using NodaTime.Text;
using Tact.Contacts;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>A fact as contracts show it; days are yyyy-MM-dd.</summary>
/// <param name="Id">Its number; confirming gives it a new one.</param>
/// <param name="About">person or company.</param>
/// <param name="AboutId">Whose number.</param>
/// <param name="AboutName">Their name.</param>
/// <param name="Text">What is known.</param>
/// <param name="Source">Where from, in words or as a link.</param>
/// <param name="LearnedOn">When it was learned, or last confirmed.</param>
/// <param name="Assumption">It is only assumed.</param>
/// <param name="Stale">It is older than the team relies on.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Before">How it stood before it was confirmed, newest first.</param>
/// <param name="Withdrawn">When and why it was taken back; null while it stands.</param>
public sealed record FactShown(
    long Id, string About, long AboutId, string AboutName, string Text, string Source, string LearnedOn, bool Assumption, bool Stale, string? By, IReadOnlyList<FactBefore> Before, FactWithdrawn? Withdrawn);

/// <summary>How a fact stood before.</summary>
public sealed record FactBefore(string Text, string Source, string LearnedOn, bool Assumption, string? By);

/// <summary>That a fact was taken back.</summary>
public sealed record FactWithdrawn(string On, string? By, string Why);

/// <summary>The facts about a person with those about their company, or about a company alone.</summary>
public sealed record FactsListed(IReadOnlyList<FactShown> Facts, int StaleAfterDays);

/// <summary>Reads facts: current ones first, the newest first, what is stale after what is fresh.</summary>
public static class FactsOf
{
    /// <summary>A person's facts and those of their company, which are theirs to know too.</summary>
    public static List<FactShown> Person(Session session, Workspace workspace, long contact, bool withdrawn = false)
    {
        var company = session.Scalar<long?>("select company_id from contacts where id = @contact", new { contact });
        return Read(session, workspace, company is null ? "f.contact_id = @contact" : "(f.contact_id = @contact or f.company_id = @company)", new { contact, company = company ?? 0 }, withdrawn);
    }

    /// <summary>A company's facts.</summary>
    public static List<FactShown> Company(Session session, Workspace workspace, long company, bool withdrawn = false) => Read(session, workspace, "f.company_id = @company", new { company }, withdrawn);

    /// <summary>One fact, withdrawn or replaced ones too.</summary>
    public static FactShown? One(Session session, Workspace workspace, long id) =>
        session.Scalar<long?>("select root_id from facts where id = @id", new { id }) is not { } root ? null
            : Read(session, workspace, "f.root_id = @root", new { root }, withdrawn: true).FirstOrDefault();

    /// <summary>For the command line and the API: the facts about a person (by id, e-mail or name).</summary>
    public static Result<FactsListed> List(Workspace workspace, string contact) => workspace.Data.Read(session =>
        ResolveContact.From(session, contact).Then<FactsListed>(id => new FactsListed(Person(session, workspace, id, withdrawn: true), HomeworkSettings.Of(session).FactDays)));

    /// <summary>The facts about a company.</summary>
    public static Result<FactsListed> ListCompany(Workspace workspace, string company) => workspace.Data.Read(session =>
        MeantCompany.From(session, company).Then<FactsListed>(id => new FactsListed(Company(session, workspace, id, withdrawn: true), HomeworkSettings.Of(session).FactDays)));

    private static List<FactShown> Read(Session session, Workspace workspace, string which, object values, bool withdrawn)
    {
        var days = HomeworkSettings.Of(session).FactDays;
        var today = Today(workspace);
        var rows = session.Query<FactRow>(
            $"""
            select f.id as Id, f.root_id as RootId, f.contact_id as ContactId, f.company_id as CompanyId, coalesce(c.name, co.name) as AboutName, f.text as Text, f.source as Source, f.learned_on as LearnedOn,
                   f.assumption as Assumption, u.name as ByName, f.replaced_by as ReplacedBy, f.withdrawn_at as WithdrawnAt, w.name as WithdrawnBy, f.withdrawn_why as WithdrawnWhy
            from facts f
            left join contacts c on c.id = f.contact_id
            left join companies co on co.id = f.company_id
            left join users u on u.id = f.by_user
            left join users w on w.id = f.withdrawn_by
            where {which}
            order by f.id desc
            """,
            values);
        var before = rows.Where(row => row.ReplacedBy is not null).ToLookup(row => row.RootId);
        return [.. rows.Where(row => row.ReplacedBy is null && (withdrawn || row.WithdrawnAt is null)).Select(row => Show(row, before[row.RootId], workspace, today, days))
            .OrderBy(fact => fact.Withdrawn is not null).ThenBy(fact => fact.Stale).ThenBy(fact => fact.About == "company").ThenByDescending(fact => fact.LearnedOn, StringComparer.Ordinal).ThenByDescending(fact => fact.Id)];
    }

    private static FactShown Show(FactRow row, IEnumerable<FactRow> before, Workspace workspace, LocalDate today, int days) => new(
        row.Id, row.ContactId is null ? "company" : "person", row.ContactId ?? row.CompanyId!.Value, row.AboutName ?? "", row.Text, row.Source, row.LearnedOn, row.Assumption == 1,
        FactAge.IsStale(LocalDatePattern.Iso.Parse(row.LearnedOn).Value, today, days), row.ByName, [.. before.Select(old => new FactBefore(old.Text, old.Source, old.LearnedOn, old.Assumption == 1, old.ByName))],
        row.WithdrawnAt is { } at ? new FactWithdrawn(LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(at).InZone(workspace.Zone).Date), row.WithdrawnBy, row.WithdrawnWhy ?? "") : null);

    /// <summary>Today, as facts grow old: in the workspace's zone.</summary>
    public static LocalDate Today(Workspace workspace) => workspace.Now.InZone(workspace.Zone).Date;

    private sealed class FactRow
    {
        public long Id { get; set; }
        public long RootId { get; set; }
        public long? ContactId { get; set; }
        public long? CompanyId { get; set; }
        public string? AboutName { get; set; }
        public string Text { get; set; } = "";
        public string Source { get; set; } = "";
        public string LearnedOn { get; set; } = "";
        public long Assumption { get; set; }
        public string? ByName { get; set; }
        public long? ReplacedBy { get; set; }
        public long? WithdrawnAt { get; set; }
        public string? WithdrawnBy { get; set; }
        public string? WithdrawnWhy { get; set; }
    }
}
