using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Contacts;

/// <summary>A new person; only the name, or any one way to tell who is meant, is needed.</summary>
public sealed record ContactInput
{
    /// <summary>The name as one says it.</summary>
    public string? Name { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>The company's name.</summary>
    public string? Company { get; init; }

    /// <summary>What they do.</summary>
    public string? Role { get; init; }

    /// <summary>The IANA time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The state or region.</summary>
    public string? Region { get; init; }

    /// <summary>The country.</summary>
    public string? Country { get; init; }

    /// <summary>The language.</summary>
    public string? Language { get; init; }

    /// <summary>client, prospect, partner; several with commas.</summary>
    public string? Tags { get; init; }

    /// <summary>The website.</summary>
    public string? Website { get; init; }

    /// <summary>Who referred them: id, e-mail or unique name.</summary>
    public string? ReferredBy { get; init; }
}

/// <summary>A contact that was added, or the one that was there already.</summary>
public sealed record AddedContact(long Id, string Name, bool WasKnown);

/// <summary>Adds a person; one field is enough while on the phone.</summary>
public static class AddContact
{
    /// <summary>Adds a person, or finds the one with the same e-mail address.</summary>
    public static Result<AddedContact> Run(Workspace workspace, Actor actor, ContactInput input) => workspace.Data.Write(session => In(session, workspace, actor, input));

    /// <summary>Reads one field typed in a hurry: a name, an e-mail address or a number, in any order with commas.</summary>
    public static ContactInput FromOneField(string typed)
    {
        var input = new ContactInput();
        foreach (var part in typed.Split([',', ';', '<', '>', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Contains('@'))
                input = input with { Email = part };
            else if (Folded.Digits(part).Length >= 5 && part.All(c => char.IsAsciiDigit(c) || " +-/().".Contains(c)))
                input = input with { Phone = part };
            else if (input.Name is null)
                input = input with { Name = part };
            else if (input.Company is null)
                input = input with { Company = part };
            else
                input = input with { Role = part };
        }

        return input;
    }

    /// <summary>The same inside a transaction; <paramref name="companyId"/> is the company when it is known which.</summary>
    public static Result<AddedContact> In(Session session, Workspace workspace, Actor actor, ContactInput input, long? companyId = null)
    {
        var problems = Problems(input);
        if (problems.Count > 0)
            return new Result<AddedContact>.Invalid(problems);
        var email = Blank(input.Email);
        var phone = Blank(input.Phone);
        if (email is not null && ContactKeys.ByEmail(session, email.ToLowerInvariant(), 1) is [var known])
            return new AddedContact(known, session.Scalar<string>("select name from contacts where id = @known", new { known })!, true);
        long? referrer = null;
        if (Blank(input.ReferredBy) is { } by)
        {
            var found = ResolveContact.From(session, by, "referredBy");
            if (found is not Result<long>.Ok { Value: var id })
                return found.Then<AddedContact>(_ => throw new InvalidOperationException());
            referrer = id;
        }

        var name = Blank(input.Name) ?? email ?? phone ?? input.Company!.Trim();
        var company = companyId ?? (Blank(input.Company) is { } c ? FindOrAddCompany(session, workspace, c) : (long?)null);
        var (given, family) = Split(name);
        var contact = session.Insert(
            """
            insert into contacts (company_id, name, given, family, name_key, family_key, role, email, phone, city, region, country, zone, language, website, tags, referred_by, search_key, created_by, created_at)
            values (@company, @name, @given, @family, @nameKey, @familyKey, @role, @email, @phone, @city, @region, @country, @zone, @language, @website, @tags, @referrer, '', @by, @at)
            returning id
            """,
            new
            {
                company, name, given, family, nameKey = Folded.Text(name), familyKey = Folded.Text($"{family} {given}"), role = Blank(input.Role), email, phone, city = Blank(input.City), region = Blank(input.Region), country = Blank(input.Country),
                zone = Blank(input.Zone), language = Blank(input.Language), website = Blank(input.Website), tags = Tags.Normal(input.Tags), referrer, by = actor.UserId, at = workspace.Now.ToUnixTimeMilliseconds(),
            });
        Addresses.Set(session, contact, email, phone);
        ContactKeys.Change(session, contact, []);
        SearchIndex.Refresh(session, contact, isNew: true);
        StopWhenKnown(session, workspace, contact);
        return new AddedContact(contact, name, false);
    }

    /// <summary>A no on record for one of the addresses holds for the new record too, even after erasure (METHOD B1).</summary>
    public static void StopWhenKnown(Session session, Workspace workspace, long contact)
    {
        var addresses = session.Query<(string Kind, string Key)>("select kind, address_key from addresses where contact_id = @contact", new { contact });
        var scopes = Suppress.KnownFor(session, addresses);
        if (scopes.Count == 0)
            return;
        var file = ContactFile.Open(session, workspace, contact)!;
        foreach (var scope in scopes)
        {
            var at = workspace.Now.ToUnixTimeMilliseconds();
            var entry = file.Append(new TimelineRow { Kind = "stop", At = at, RecordedAt = at, Note = "This address said no before.", Data = new EntryData { Scope = Names.Of(scope) }.ToText() });
            session.Execute("insert into suppressions (contact_id, scope, entry_id, created_at) values (@contact, @scope, @entry, @at)", new { contact, scope = Names.Of(scope), entry = entry.Id, at });
        }

        file.SaveDecisions();
    }

    /// <summary>The company of a name; made when there is none.</summary>
    public static long FindOrAddCompany(Session session, Workspace workspace, string name)
    {
        var key = Folded.Text(name);
        if (session.Scalar<long?>("select id from companies where name_key = @key order by id limit 1", new { key }) is { } known)
            return known;
        var id = session.Insert(
            "insert into companies (name, name_key, search_key, created_at) values (@name, @key, @search, @at) returning id",
            new { name = name.Trim(), key, search = SearchKey.OfCompany(name, null, null, null), at = workspace.Now.ToUnixTimeMilliseconds() });
        SearchIndex.AddCompany(session, id);
        return id;
    }

    /// <summary>Given and family name of a name as one says it.</summary>
    public static (string? Given, string? Family) Split(string name)
    {
        if (name.Contains('@') || !name.Any(char.IsLetter))
            return (null, null);
        var at = name.LastIndexOf(' ');
        return at < 0 ? (name, null) : (name[..at], name[(at + 1)..]);
    }

    /// <summary>A problem for each field that is longer than what people are called.</summary>
    public static IEnumerable<Problem> TooLong(ContactInput input) => Lengths.Problems(
        Lengths.Line, ("name", input.Name), ("email", input.Email), ("phone", input.Phone), ("company", input.Company), ("role", input.Role), ("city", input.City), ("country", input.Country),
        ("language", input.Language), ("website", input.Website));

    /// <summary>What cannot be used of a new person.</summary>
    public static List<Problem> Problems(ContactInput input)
    {
        var problems = new List<Problem>();
        problems.AddRange(TooLong(input));
        if (Blank(input.Name) is null && Blank(input.Email) is null && Blank(input.Phone) is null && Blank(input.Company) is null)
            problems.Add(new Problem("name", "Give a name, an e-mail address or a number."));
        if (Blank(input.Email) is { } email && !Addresses.LooksLikeEmail(email))
            problems.Add(new Problem("email", $"\"{email}\" is no e-mail address. Write it as ada@mill.example."));
        if (Blank(input.Phone) is { } phone && Folded.Digits(phone).Length < 3)
            problems.Add(new Problem("phone", $"\"{phone}\" is no telephone number."));
        if (Blank(input.Zone) is { } zone && NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            problems.Add(new Problem("zone", $"\"{zone}\" is no time zone. Write it as Europe/Berlin."));
        if (Tags.Unknown(input.Tags) is { Count: > 0 } unknown)
            problems.Add(new Problem("tags", $"\"{string.Join(", ", unknown)}\" is no tag. Choose from client, prospect, partner."));
        return problems;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
