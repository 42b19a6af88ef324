using System.Text.Encodings.Web;
using System.Text.Json;
using Tact.Core;

namespace Tact.Imports;

/// <summary>A person as a row of a file or the database has them: columns of <c>contacts</c> by name, addresses, tags and facts.</summary>
sealed class PersonState
{
    /// <summary>The columns that an import may fill, in the order of every statement that names them.</summary>
    public static readonly string[] Columns =
        ["given", "family", "role", "department", "street", "city", "region", "postcode", "country", "zone", "language", "website"];

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public long Id { get; set; }
    public bool IsNew { get; init; }
    public string? Name { get; set; }
    public string?[] Values { get; init; } = new string?[Columns.Length];
    public long? CompanyId { get; set; }
    public string? Company { get; set; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public List<(string Kind, string Key, string Value)> Addresses { get; } = [];
    public List<string> Tags => tags ??= [];
    public List<string> Labels => labels ??= [];
    public Dictionary<string, string> Facts => facts ??= new(StringComparer.Ordinal);
    public OptOutScope Suppressed { get; set; }
    public HashSet<string> Notes => notes ??= new(StringComparer.Ordinal);
    public HashSet<long> KnownAt => knownAt ??= [];
    public bool IsFollowedUp { get; set; }

    /// <summary>What lists call them: the name, else the first address, number or company.</summary>
    public string Display => Name ?? Email ?? Phone ?? Company ?? "?";

    public string NameKey => texts?.NameKey ?? Folded.Text(Display);

    public string TagsText => texts?.Tags ?? (tags is not { Count: > 0 } ? "" : Contacts.Tags.Normal(string.Join(",", Tags)));

    public string LabelsText => labels is not { Count: > 0 } ? "" : string.Join(",", Labels.Select(label => label.Replace(',', ' ')));

    public string FactsText => texts?.Facts ?? (facts is not { Count: > 0 } ? "{}" : JsonSerializer.Serialize(Facts, Plain));

    /// <summary>Everything a search finds them by.</summary>
    public string SearchKey => texts?.Search ?? FoldedForSearch();

    /// <summary>Family name first, folded, for lists and for finding by the first letters.</summary>
    public string FamilyKey => texts?.FamilyKey ?? Folded.Text($"{Values[1]} {Values[0]}");

    /// <summary>The company's name, folded; empty without one.</summary>
    public string CompanyKey => texts?.CompanyKey ?? Folded.Text(Company);

    // most people of a file have none of these
    List<string>? tags;
    List<string>? labels;
    Dictionary<string, string>? facts;
    HashSet<string>? notes;
    HashSet<long>? knownAt;
    Texts? texts;

    sealed record Texts(string NameKey, string FamilyKey, string Search, string Tags, string Facts, string CompanyKey);

    /// <summary>Makes the folded texts ready, before the database is kept waiting for them.</summary>
    public PersonState Settle()
    {
        texts = new(NameKey, FamilyKey, SearchKey, TagsText, FactsText, CompanyKey);
        return this;
    }

    /// <summary>Something is about to change.</summary>
    public void Unsettle() => texts = null;

    /// <summary>The person as a row of the file has them.</summary>
    public static PersonState From(ImportRow row, string? tag)
    {
        var person = new PersonState
        {
            IsNew = true, Name = row.Name, Company = row.Company, Suppressed = row.OptOut,
            Values =
            [
                row.GivenName, row.FamilyName, row.Role, row.Department, row.Street, row.City, row.Region, row.PostalCode, row.Country, row.TimeZone, row.Language, row.Website,
            ],
        };
        foreach (var email in row.Emails)
            person.Addresses.Add(("email", email.Key, email.Address));
        foreach (var phone in row.Phones)
            person.Addresses.Add(("phone", phone.Key, phone.Number));
        person.Email = row.Emails.Length > 0 ? row.Emails[0].Address : null;
        person.Phone = row.Phones.Length > 0 ? row.Phones[0].Number : null;
        if (row.Tags.Count > 0)
            person.Tags.AddRange(row.Tags);
        if (row.Labels.Count > 0)
            person.Labels.AddRange(row.Labels);
        if (tag is not null && (Contacts.Tags.All.Contains(tag) ? person.Tags : person.Labels) is var list && !list.Contains(tag))
            list.Add(tag);
        person.AddFact("Name prefix", row.Prefix);
        person.AddFact("Name suffix", row.Suffix);
        person.AddFact("LinkedIn", row.Profile);
        person.AddFact("Status", row.Status);
        person.AddFact("Owner", row.Owner);
        foreach (var fact in row.Facts)
            person.AddFact(fact.Name, fact.Value);
        return person;
    }

    // e-mail addresses before numbers
    string FoldedForSearch()
    {
        var parts = new string[3 + Addresses.Count];
        (parts[0], parts[1], parts[2]) = (NameKey, CompanyKey, Folded.Text(Values[2]));
        var next = 3;
        foreach (var (kind, _, value) in Addresses)
            if (kind == "email")
                parts[next++] = Core.SearchKey.OfEmail(value);
        foreach (var (kind, _, value) in Addresses)
            if (kind != "email")
                parts[next++] = Folded.Digits(value);
        return Core.SearchKey.OfFolded(parts);
    }

    void AddFact(string name, string? value)
    {
        if (value is null)
            return;
        Facts[name] = Facts.TryGetValue(name, out var earlier) && earlier != value ? earlier + "; " + value : value;
    }
}

/// <summary>What a row adds to a person who is there already; nothing of it overwrites anything.</summary>
sealed class Additions
{
    /// <summary>Column → value, for columns that were empty.</summary>
    public Dictionary<string, string> Filled { get; } = new(StringComparer.Ordinal);
    public List<(string Kind, string Key, string Value)> Addresses { get; } = [];
    public List<string> Tags { get; } = [];
    public List<string> Labels { get; } = [];
    public List<string> Facts { get; } = [];
    public OptOutScope Suppressed { get; private set; }
    public bool TakesCompany { get; private set; }

    public bool ChangesTheContact => Filled.Count > 0 || Addresses.Count > 0 || Tags.Count > 0 || Labels.Count > 0 || Facts.Count > 0 || TakesCompany;

    /// <summary>Fills the blanks of <paramref name="there"/> from <paramref name="row"/> and says what was filled.</summary>
    public static Additions Fill(PersonState there, PersonState row)
    {
        var added = new Additions();
        there.Unsettle();
        if (there.Name is null && row.Name is not null)
        {
            there.Name = row.Name;
            added.Filled["name"] = row.Name;
        }
        for (var i = 0; i < PersonState.Columns.Length; i++)
        {
            // A first name beside somebody else's whole name would be a mixture of two spellings.
            var partOfName = PersonState.Columns[i] is "given" or "family";
            if (row.Values[i] is not { } value || there.Values[i] is not null || partOfName && there.Name is not null && Folded.Text(there.Name) != Folded.Text(row.Name))
                continue;
            there.Values[i] = value;
            added.Filled[PersonState.Columns[i]] = value;
        }
        if (there.Company is null && there.CompanyId is null && row.Company is not null)
        {
            there.Company = row.Company;
            added.TakesCompany = true;
        }
        foreach (var address in row.Addresses)
        {
            if (there.Addresses.Exists(known => known.Kind == address.Kind && known.Key == address.Key))
                continue;
            there.Addresses.Add(address);
            added.Addresses.Add(address);
            if (address.Kind == "email" && there.Email is null)
                added.Filled["email"] = there.Email = address.Value;
            if (address.Kind == "phone" && there.Phone is null)
                added.Filled["phone"] = there.Phone = address.Value;
        }
        Add(row.Tags, there.Tags, added.Tags);
        Add(row.Labels.Select(label => label.Replace(',', ' ')), there.Labels, added.Labels);
        foreach (var (name, value) in row.Facts)
            if (there.Facts.TryAdd(name, value))
                added.Facts.Add(name);
        added.Suppressed = row.Suppressed & ~there.Suppressed;
        if (there.Suppressed.HasFlag(OptOutScope.All))
            added.Suppressed = OptOutScope.None;
        there.Suppressed |= added.Suppressed;
        return added;
    }

    static void Add(IEnumerable<string> from, List<string> to, List<string> added)
    {
        foreach (var value in from)
        {
            if (to.Contains(value, StringComparer.OrdinalIgnoreCase))
                continue;
            to.Add(value);
            added.Add(value);
        }
    }
}
