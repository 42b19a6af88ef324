using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Imports;
using Tact.Storage;

namespace Tact.Companies;

/// <summary>What a company is: fields that are null stay as they are, an empty text clears one.</summary>
public sealed record CompanyInput
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>Which of its places this is.</summary>
    public string? Site { get; init; }

    /// <summary>Its web domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Its industry.</summary>
    public string? Industry { get; init; }

    /// <summary>Its telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Street.</summary>
    public string? Street { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State or region.</summary>
    public string? Region { get; init; }

    /// <summary>Postcode.</summary>
    public string? Postcode { get; init; }

    /// <summary>Country.</summary>
    public string? Country { get; init; }

    /// <summary>The IANA time zone, for its people of whom none is known.</summary>
    public string? Zone { get; init; }

    /// <summary>client, prospect, partner; several with commas.</summary>
    public string? Tags { get; init; }
}

/// <summary>A company that was added, found or edited.</summary>
public sealed record SavedCompany(long Id, string Name, bool WasKnown, string Version);

/// <summary>Adds a company, or edits what it is; its people stay findable under its name, and their days follow its zone.</summary>
public static class EditCompany
{
    private const int PeopleAtOnce = 100;

    /// <summary>Adds a company, or finds the one of the same name.</summary>
    public static Result<SavedCompany> Add(Workspace workspace, CompanyInput input) => workspace.Data.Write<Result<SavedCompany>>(session =>
    {
        if (string.IsNullOrWhiteSpace(input.Name))
            return Result<SavedCompany>.Wrong("name", "Say what the company is called.");
        if (Problems(input) is { Count: > 0 } problems)
            return new Result<SavedCompany>.Invalid(problems);
        var known = session.Scalar<long?>("select id from companies where name_key = @key order by id limit 1", new { key = Folded.Text(input.Name) });
        var id = known ?? AddContact.FindOrAddCompany(session, workspace, input.Name);
        if (known is null)
            Save(session, Kept(session, id)!, input);
        var saved = Kept(session, id)!;
        return new SavedCompany(id, saved.Name, known is not null, saved.Version);
    });

    /// <summary>Edits the fields that are given. <paramref name="seenVersion"/> is the version the editor saw: another edit meanwhile makes the result stale.</summary>
    public static Result<SavedCompany> Run(Workspace workspace, long id, CompanyInput input, string? seenVersion)
    {
        var renamed = false;
        var result = workspace.Data.Write<Result<SavedCompany>>(session =>
        {
            if (Kept(session, id) is not { } before)
                return new Result<SavedCompany>.NotFound($"There is no company {id}.");
            if (seenVersion is not null && seenVersion != before.Version)
                return new Result<SavedCompany>.Stale($"{before.Name} was edited by somebody else meanwhile. Look at it again before you save.");
            if (Problems(input) is { Count: > 0 } problems)
                return new Result<SavedCompany>.Invalid(problems);
            Save(session, before, input);
            var after = Kept(session, id)!;
            renamed = after.Name != before.Name;
            if ((after.Zone, after.City, after.Region, after.Country) != (before.Zone, before.City, before.Region, before.Country))
            {
                Colleagues.Again(session, workspace, session.Query<(long Id, long ContactId)>(
                    "select f.id, f.contact_id from follow_ups f join contacts c on c.id = f.contact_id where f.company_id = @id order by f.due_on, f.id", new { id }));
            }

            return new SavedCompany(id, after.Name, true, after.Version);
        });
        if (renamed)
            FindPeopleUnderTheNewName(workspace, id);
        return result;
    }

    // a large company has more than a thousand: others' touches go between
    private static void FindPeopleUnderTheNewName(Workspace workspace, long id)
    {
        for (long? last = 0; last is { } after;)
        {
            last = workspace.Data.WritePatientlyAsync(session =>
            {
                var people = session.Query<long>($"select id from {ContactKeys.AtCompany(session)} people where id > @after order by id limit @PeopleAtOnce", new { company = id, after, PeopleAtOnce });
                foreach (var person in people)
                    SearchIndex.Refresh(session, person);
                return people.Count < PeopleAtOnce ? null : (long?)people[^1];
            }).GetAwaiter().GetResult();
        }
    }

    private static CompanyShown? Kept(Session session, long id) => session.One<CompanyShown>($"select {CompanyShown.Columns} from companies co where co.id = @id", new { id });

    private static void Save(Session session, CompanyShown before, CompanyInput input)
    {
        var name = input.Name?.Trim() ?? before.Name;
        var (domain, city, phone) = (input.Domain is null ? before.Domain : DomainOf(input.Domain), New(input.City, before.City), New(input.Phone, before.Phone));
        var search = SearchKey.OfCompany(name, domain, city, phone);
        var searched = session.Scalar<string>("select search_key from companies where id = @Id", new { before.Id })!;
        session.Execute(
            """
            update companies
            set name = @name, name_key = @key, site = @site, domain = @domain, industry = @industry, phone = @phone, street = @street, city = @city, region = @region,
                postcode = @postcode, country = @country, zone = @zone, tags = @tags, search_key = @search
            where id = @Id
            """,
            new
            {
                before.Id, name, key = Folded.Text(name), site = New(input.Site, before.Site), domain, industry = New(input.Industry, before.Industry), phone, street = New(input.Street, before.Street), city,
                region = New(input.Region, before.Region), postcode = New(input.Postcode, before.Postcode), country = New(input.Country, before.Country), zone = New(input.Zone, before.Zone),
                tags = input.Tags is null ? before.Tags : Contacts.Tags.Normal(input.Tags), search,
            });
        BulkSearch.Changed(session, "company", before.Id, searched, search);
    }

    private static List<Problem> Problems(CompanyInput input)
    {
        List<Problem> problems = [.. Lengths.Problems(
            Lengths.Line, ("name", input.Name), ("site", input.Site), ("domain", input.Domain), ("industry", input.Industry), ("phone", input.Phone), ("street", input.Street), ("city", input.City),
            ("region", input.Region), ("postcode", input.Postcode), ("country", input.Country))];
        if (input.Name is not null && string.IsNullOrWhiteSpace(input.Name))
            problems.Add(new Problem("name", "Every company has a name; write what you call it."));
        if (!string.IsNullOrWhiteSpace(input.Domain) && DomainOf(input.Domain) is null)
            problems.Add(new Problem("domain", $"\"{input.Domain}\" is no web address. Write it as mill.example."));
        if (!string.IsNullOrWhiteSpace(input.Phone) && Folded.Digits(input.Phone).Length < 3)
            problems.Add(new Problem("phone", $"\"{input.Phone}\" is no telephone number."));
        if (!string.IsNullOrWhiteSpace(input.Zone) && NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(input.Zone.Trim()) is null)
            problems.Add(new Problem("zone", $"\"{input.Zone}\" is no time zone. Write it as Europe/Berlin."));
        if (Contacts.Tags.Unknown(input.Tags) is { Count: > 0 } unknown)
            problems.Add(new Problem("tags", $"\"{string.Join(", ", unknown)}\" is no tag. Choose from client, prospect, partner."));
        return problems;
    }

    /// <summary>The domain of a web address as people write it: without scheme, www and path; null when there is none in it.</summary>
    private static string? DomainOf(string text)
    {
        text = text.Trim().ToLowerInvariant();
        text = text[(text.IndexOf("://", StringComparison.Ordinal) is > -1 and var at ? at + 3 : 0)..].Split('/', '?', '#')[0];
        text = text.StartsWith("www.", StringComparison.Ordinal) ? text[4..] : text;
        return text.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(text) == UriHostNameType.Dns ? text : null;
    }

    private static string? New(string? given, string? before) => given is null ? before : string.IsNullOrWhiteSpace(given) ? null : given.Trim();
}
