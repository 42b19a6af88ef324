using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Contacts;

/// <summary>Edits who somebody is. A changed address opens its channel again; what was there is kept on the timeline.</summary>
public static class EditContact
{
    /// <summary>
    /// Edits the fields that are given; an empty text clears one. <paramref name="seenVersion"/> is the version the
    /// editor saw: another edit meanwhile makes the result stale.
    /// </summary>
    public static Result<AddedContact> Run(Workspace workspace, Actor actor, string contact, ContactInput input, long? seenVersion) => workspace.Data.Write(session =>
        ResolveContact.From(session, contact).Then<AddedContact>(id => In(session, workspace, actor, id, input, seenVersion)));

    private static Result<AddedContact> In(Session session, Workspace workspace, Actor actor, long id, ContactInput input, long? seenVersion)
    {
        var before = session.One<ContactShown>($"{ContactShown.Sql} where c.id = @id", new { id })!;
        if (seenVersion is { } seen && seen != before.Version)
            return new Result<AddedContact>.Stale($"{before.Name} was edited by somebody else meanwhile. Look at it again before you save.");
        var problems = new List<Problem>();
        problems.AddRange(AddContact.TooLong(input));
        if (input.Name is not null && string.IsNullOrWhiteSpace(input.Name))
            problems.Add(new Problem("name", "Everybody has a name; write what you call them."));
        if (!string.IsNullOrWhiteSpace(input.Email) && !Addresses.LooksLikeEmail(input.Email.Trim()))
            problems.Add(new Problem("email", $"\"{input.Email}\" is no e-mail address. Write it as ada@mill.example."));
        if (!string.IsNullOrWhiteSpace(input.Zone) && NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(input.Zone.Trim()) is null)
            problems.Add(new Problem("zone", $"\"{input.Zone}\" is no time zone. Write it as Europe/Berlin."));
        if (Tags.Unknown(input.Tags) is { Count: > 0 } unknown)
            problems.Add(new Problem("tags", $"\"{string.Join(", ", unknown)}\" is no tag. Choose from client, prospect, partner."));
        if (problems.Count > 0)
            return new Result<AddedContact>.Invalid(problems);

        var name = input.Name?.Trim() ?? before.Name;
        var (given, family) = input.Name is null ? (before.Given, before.Family) : AddContact.Split(name);
        var company = input.Company is null ? before.CompanyId : string.IsNullOrWhiteSpace(input.Company) ? null : AddContact.FindOrAddCompany(session, workspace, input.Company);
        var email = New(input.Email, before.Email);
        var phone = New(input.Phone, before.Phone);
        var keys = ContactKeys.Of(session, id);
        session.Execute(
            """
            update contacts
            set name = @name, given = @given, family = @family, name_key = @nameKey, family_key = @familyKey, company_id = @company, role = @role, email = @email, phone = @phone,
                city = @city, region = @region, country = @country, zone = @zone, language = @language, website = @website, tags = @tags, version = version + 1
            where id = @id
            """,
            new
            {
                id, name, given, family, nameKey = Folded.Text(name), familyKey = Folded.Text($"{family} {given}"), company, role = New(input.Role, before.Role), email, phone,
                city = New(input.City, before.City), region = New(input.Region, before.Region), country = New(input.Country, before.Country), zone = New(input.Zone, before.OwnZone), language = New(input.Language, before.Language),
                website = New(input.Website, before.Website), tags = input.Tags is null ? before.Tags : Tags.Normal(input.Tags),
            });
        Addresses.Set(session, id, email == before.Email ? null : email, phone == before.Phone ? null : phone);
        ContactKeys.Change(session, id, keys);
        SearchIndex.Refresh(session, id);

        var file = ContactFile.Open(session, workspace, id)!;
        if (email is not null && email != before.Email)
            Opened(file, workspace, actor, Channel.Email, before.Email);
        if (phone is not null && phone != before.Phone)
            Opened(file, workspace, actor, Channel.Call, before.Phone);
        if (email != before.Email || phone != before.Phone)
            AddContact.StopWhenKnown(session, workspace, id);
        ContactFile.Open(session, workspace, id)!.SaveDecisions();
        return new AddedContact(id, name, true);
    }

    private static void Opened(ContactFile file, Workspace workspace, Actor actor, Channel channel, string? was)
    {
        var now = workspace.Now.ToUnixTimeMilliseconds();
        file.Append(new TimelineRow { Kind = "address", Channel = Names.Of(channel), At = now, RecordedAt = now, ByUser = actor.UserId, Note = was is null ? null : $"was {was}" });
    }

    private static string? New(string? given, string? before) => given is null ? before : string.IsNullOrWhiteSpace(given) ? null : given.Trim();
}
