using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tact.Contacts;
using Tact.Storage;

namespace Tact.Companies;

/// <summary>A company as contracts show it.</summary>
public sealed class CompanyShown
{
    /// <summary>The columns every query selects.</summary>
    public const string Columns = "co.id as Id, co.name as Name, co.site as Site, co.domain as Domain, co.industry as Industry, co.phone as Phone, co.street as Street, co.city as City, co.region as Region, co.postcode as Postcode, co.country as Country, co.zone as Zone, co.tags as Tags";

    /// <summary>Its number.</summary>
    public long Id { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Which of its places this is.</summary>
    public string? Site { get; set; }

    /// <summary>Its web domain.</summary>
    public string? Domain { get; set; }

    /// <summary>Its industry.</summary>
    public string? Industry { get; set; }

    /// <summary>Its telephone number.</summary>
    public string? Phone { get; set; }

    /// <summary>Street.</summary>
    public string? Street { get; set; }

    /// <summary>The city.</summary>
    public string? City { get; set; }

    /// <summary>State or region.</summary>
    public string? Region { get; set; }

    /// <summary>Postcode.</summary>
    public string? Postcode { get; set; }

    /// <summary>The country.</summary>
    public string? Country { get; set; }

    /// <summary>The IANA time zone.</summary>
    public string? Zone { get; set; }

    /// <summary>client, prospect, partner; several with commas.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Another text after every edit.</summary>
    public string Version => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001f', Name, Site, Domain, Industry, Phone, Street, City, Region, Postcode, Country, Zone, Tags))).AsSpan(0, 8));
}

/// <summary>A page of companies by name; <paramref name="Next"/> is where the next page begins, null on the last.</summary>
public sealed record CompaniesListed(IReadOnlyList<CompanyShown> Companies, string? Next);

/// <summary>A company with the people in it, the first 200 by name.</summary>
public sealed record CompanyWithPeople(CompanyShown Company, IReadOnlyList<ContactLine> People);

/// <summary>Companies, for the command line and the API.</summary>
public static class ShowCompany
{
    /// <summary>A page of all companies, by name.</summary>
    public static Result<CompaniesListed> List(Workspace workspace, int? limit, string? after) => workspace.Data.Read<Result<CompaniesListed>>(session =>
    {
        if (limit is < 1 or > ListContacts.Most)
            return Result<CompaniesListed>.Wrong("limit", $"Ask for between 1 and {ListContacts.Most} companies.");
        var size = limit ?? ListContacts.Usual;
        var (key, id) = ListContacts.Cursor(after);
        var rows = session.Query<CompanyShown>(
            $"select {CompanyShown.Columns} from companies co where (co.name_key, co.id) > (@key, @id) order by co.name_key, co.id limit @rows", new { key, id, rows = size + 1 });
        var shown = rows.Take(size).ToList();
        var next = rows.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{session.Scalar<string>("select name_key from companies where id = @Id", new { shown[^1].Id })}~{shown[^1].Id}") : null;
        return new CompaniesListed(shown, next);
    });

    /// <summary>One company.</summary>
    public static Result<CompanyWithPeople> Run(Workspace workspace, long id) => workspace.Data.Read<Result<CompanyWithPeople>>(session =>
        session.One<CompanyShown>($"select {CompanyShown.Columns} from companies co where co.id = @id", new { id }) is not { } company
            ? new Result<CompanyWithPeople>.NotFound($"There is no company {id}.")
            : new CompanyWithPeople(company, session.Query<ContactLine>(
                $"{ContactLine.Sql} where c.id in {ContactKeys.AtCompany(session)} and c.erased_at is null order by c.name_key, c.id limit 200", new { company = id })));
}
