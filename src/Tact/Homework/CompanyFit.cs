using System.Globalization;
using System.Text.Json;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>How well a company fits, as contracts show it: with its parts, and what is unknown apart from what is not met.</summary>
/// <param name="Words">In words: "5 of 8 points, 2 unknown".</param>
/// <param name="Open">Points that are unknown and could still be met.</param>
/// <param name="Parts">Each qualifier.</param>
public sealed record FitShown(long Company, string Name, int Points, int Of, int Unknown, int Open, string Words, IReadOnlyList<FitPartShown> Parts);

/// <summary>One part: yes, no or unknown; what the field says; whether a person answers it.</summary>
public sealed record FitPartShown(long Qualifier, string Name, int Weight, string Met, string? Seen, bool Asked);

/// <summary>Holds companies against the ideal client (METHOD E2).</summary>
public static class CompanyFit
{
    /// <summary>One company, meant by number or name.</summary>
    public static Result<FitShown> Run(Workspace workspace, string company) => workspace.Data.Read(session => MeantCompany.From(session, company).Then<FitShown>(id => Of(session, [id])[id]));

    /// <summary>Several companies at once.</summary>
    public static Dictionary<long, FitShown> Of(Session session, IReadOnlyCollection<long> companies)
    {
        if (companies.Count == 0)
            return [];
        var qualifiers = IdealClient.Qualifiers(session);
        var answers = session.Query<(long Company, long Qualifier, string Answer)>("select company_id, qualifier_id, answer from qualifier_answers where company_id in @companies", new { companies = companies.ToList() }).ToLookup(row => row.Company);
        var people = ContactKeys.PeopleAt(session, companies);
        return session.Query<CompanyRow>(
            "select id as Id, name as Name, industry as Industry, country as Country, region as Region, city as City, postcode as Postcode, tags as Tags, domain as Web, site as Site, facts as Facts from companies where id in @companies", new { companies = companies.ToList() })
            .ToDictionary(row => row.Id, row => Show(row, Fit.Look(qualifiers, Field(row, people.GetValueOrDefault(row.Id)), answers[row.Id].ToDictionary(answer => answer.Qualifier, answer => answer.Answer == "yes"))));
    }

    /// <summary>Answers a qualifier that is a question: yes, no, or unknown, which takes the answer back.</summary>
    public static Result<FitShown> Answer(Workspace workspace, Actor actor, string company, long qualifier, string? answer) => workspace.Data.Write(session => MeantCompany.From(session, company).Then(id => In(session, workspace, actor, id, qualifier, answer)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<FitShown> In(Session session, Workspace workspace, Actor actor, long company, long qualifier, string? answer)
    {
        if (IdealClient.All(session).Find(one => one.Id == qualifier) is not { } asked)
            return new Result<FitShown>.NotFound($"There is no qualifier {qualifier}.");
        if (asked.Field is not null)
            return Result<FitShown>.Wrong("qualifier", $"The company's field “{asked.Field}” answers that. Change the field.");
        if (answer is not ("yes" or "no" or "unknown"))
            return Result<FitShown>.Wrong("answer", "Answer yes, no or unknown.");
        session.Execute("delete from qualifier_answers where company_id = @company and qualifier_id = @qualifier", new { company, qualifier });
        if (answer != "unknown")
            session.Execute("insert into qualifier_answers (qualifier_id, company_id, answer, by_user, at) values (@qualifier, @company, @answer, @by, @now)", new { qualifier, company, answer, by = actor.UserId, now = workspace.Now.ToUnixTimeMilliseconds() });
        return Of(session, [company])[company];
    }

    private static Func<string, string?> Field(CompanyRow row, long people)
    {
        var kept = new Lazy<Dictionary<string, string?>>(() => Kept(row.Facts));
        return name => name switch
        {
            "industry" => row.Industry,
            "country" => row.Country,
            "region" => row.Region,
            "city" => row.City,
            "postcode" => row.Postcode,
            "tags" => row.Tags,
            "web" => row.Web,
            "site" => row.Site,
            "people" => people.ToString(CultureInfo.InvariantCulture),
            _ => kept.Value.GetValueOrDefault(name),
        };
    }

    private static Dictionary<string, string?> Kept(string facts)
    {
        using var json = JsonDocument.Parse(facts);
        var kept = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in json.RootElement.EnumerateObject())
            kept[Folded.Text(field.Name)] = field.Value.ToString();
        return kept;
    }

    private static FitShown Show(CompanyRow row, Fit fit) => new(
        row.Id, row.Name, fit.Points, fit.Of, fit.Unknown, fit.Open, fit.Words, [.. fit.Parts.Select(part => new FitPartShown(part.Qualifier.Id, part.Qualifier.Name, part.Qualifier.Weight, Names.Of(part.Met), part.Seen, part.Qualifier is AskedQualifier))]);

    private sealed class CompanyRow
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public string? Industry { get; set; }
        public string? Country { get; set; }
        public string? Region { get; set; }
        public string? City { get; set; }
        public string? Postcode { get; set; }
        public string? Tags { get; set; }
        public string? Web { get; set; }
        public string? Site { get; set; }
        public string Facts { get; set; } = "{}";
    }
}
