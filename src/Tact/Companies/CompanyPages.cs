using NodaTime;
using Tact.Contacts;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;
using Tact.Web;

namespace Tact.Companies;

/// <summary>Companies: the list, and one company with everyone there.</summary>
public static class CompanyPages
{
    private const int AtOnce = 50;

    /// <summary>Where they are.</summary>
    public static void MapCompanies(this IEndpointRouteBuilder app)
    {
        app.MapGet("/companies", List);
        app.MapGet("/companies/{id:long}", Company);
        app.MapGet("/companies/{id:long}/edit", (Visit visit, long id) => Known(visit, id) is { } company ? Pages.Page<SmallFormPage>(EditForm(visit, company, visit.Form($"/companies/{id}"), new Dictionary<string, string>())) : visit.NotFound());
        app.MapPost("/companies/{id:long}/edit", Edit);
    }

    private static IResult List(Visit visit, string? after) => Pages.Page<ListPage>(visit.Workspace.Data.Read(session =>
    {
        var cursor = Contacts.ListContacts.Cursor(after);
        var rows = session.Query<(long Id, string Name, string NameKey, string? City, string? Domain)>(
            """
            select co.id, co.name, co.name_key, co.city, co.domain
            from companies co
            where (co.name_key > @key or (co.name_key = @key and co.id > @id))
            order by co.name_key, co.id
            limit @limit
            """,
            new { key = cursor.Key, id = cursor.Id, limit = AtOnce + 1 });
        var people = ContactKeys.PeopleAt(session, rows.ConvertAll(row => row.Id));
        return new ListModel
        {
            Frame = visit.Frame("Companies", Section.Companies), Heading = "Companies", Columns = ["Name", "Where", "Web", "People"], None = "No companies yet. They come with people, by import or one by one.",
            Rows = [.. rows.Take(AtOnce).Select(row => new ListRow(row.Name, $"/companies/{row.Id}", null, [row.City, row.Domain, Words.Count(people.GetValueOrDefault(row.Id), "person", "people")]))],
            More = rows.Count > AtOnce ? $"/companies?after={Uri.EscapeDataString(rows[AtOnce - 1].NameKey)}~{rows[AtOnce - 1].Id}" : null,
        };
    }));

    private static IResult Company(Visit visit, long id, int? all) =>
        visit.Workspace.Data.Read(session => Model(session, visit, id, all is null ? 40 : 1000)) is { } model ? Pages.Page<CompanyPage>(model) : visit.NotFound();

    private static CompanyModel? Model(Session session, Visit visit, long id, int entries)
    {
        if (session.One<CompanyShown>($"select {CompanyShown.Columns} from companies co where co.id = @id", new { id }) is not { } company)
            return null;
        var users = session.Query<(long Id, string Name)>("select id, name from users").ToDictionary(user => user.Id, user => user.Name);
        var people = session.Query<(long Id, string Name, string? Role)>($"select id, name, role from contacts where id in {ContactKeys.AtCompany(session)} and erased_at is null order by name_key, id limit 200", new { company = id });
        var names = people.ToDictionary(person => person.Id, person => person.Name);
        var followUps = session.Query<FollowUpRow>($"select {FollowUpRow.Columns} from follow_ups f join users u on u.id = f.owner_id where f.company_id = @id order by f.id desc limit 400", new { id }).ToLookup(row => row.ContactId);
        var touches = session.Query<TimelineRow>(
            $"""
            select {TimelineRow.Columns}
            from timeline
            where contact_id in @contacts
              and kind = 'touch'
            order by at desc, id desc
            limit @limit
            """,
            new { contacts = people.Select(person => person.Id).DefaultIfEmpty(0).ToList(), limit = entries + 1 });
        var personal = Library.PersonalGifts.Of(session, visit.Actor, [.. names.Keys]);
        var week = session.Scalar<long>("select count(*) from timeline where company_id = @id and cold = 1 and undone_by is null and coalesce(moved_at, at) > @since", new { id, since = (visit.Now - Duration.FromDays(7)).ToUnixTimeMilliseconds() });
        return new CompanyModel
        {
            Frame = visit.Frame(company.Name, Section.Companies), Company = id, Name = company.Name, Tags = company.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Facts = [.. new[] { company.Site, company.Industry, company.Street, company.City, company.Country, company.Domain, company.Phone }.OfType<string>().Where(fact => fact.Length > 0)],
            Known = Homework.FactPages.OfCompany(session, visit, id), Map = Homework.PlacesOnTheMap.Of(session, id), Fit = Homework.FitPages.OfCompany(session, visit, id),
            Cap = week == 0 ? null : $"{Words.Count(week, "first approach", "first approaches")} in the last seven days, by everyone together.",
            People = [.. people.Select(person => Person(person, followUps[person.Id].FirstOrDefault(), visit))],
            Timeline = [.. touches.Take(entries).Select(row => PersonPages.Entry(row, users, visit, personal, names.GetValueOrDefault(row.ContactId)))],
            Older = touches.Count > entries && entries < 1000 ? $"/companies/{id}?all=1" : null,
        };
    }

    private static SmallForm EditForm(Visit visit, CompanyShown company, FormState form, IReadOnlyDictionary<string, string> sent)
    {
        FieldModel Field(string name, string label, string? kept) => new(name, label, sent.GetValueOrDefault(name) ?? kept) { Optional = true, Longest = 200 };
        return new()
        {
            Frame = visit.Frame($"Edit {company.Name}", Section.Companies), Form = form, Action = $"/companies/{company.Id}/edit?version={company.Version}", Heading = $"Edit {company.Name}",
            Fields =
            [
                Field("name", "Name", company.Name) with { Optional = false },
                Field("site", "Site", company.Site) with { Hint = "Which of its places this is, when there are several." },
                Field("domain", "Web", company.Domain) with { Hint = "Such as mill.example." },
                Field("industry", "Industry", company.Industry),
                Field("phone", "Phone", company.Phone) with { Type = "tel", Longest = 60 },
                Field("street", "Street", company.Street),
                Field("postcode", "Postcode", company.Postcode) with { Longest = 40 },
                Field("city", "City", company.City),
                Field("region", "State or region", company.Region),
                Field("country", "Country", company.Country),
                Field("zone", "Time zone", company.Zone) with { Longest = 60, Hint = "Such as Europe/London; for its people of whom no zone is known." },
                Field("tags", "What it is", company.Tags.Replace(",", ", ", StringComparison.Ordinal)) with { Hint = "client, prospect, partner; several with commas." },
            ],
        };
    }

    private static async Task<IResult> Edit(Visit visit, long id, string? version)
    {
        if (Known(visit, id) is not { } company)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        string Given(string field) => sent.Text(field) ?? "";
        var input = new CompanyInput
        {
            Name = Given("name"), Site = Given("site"), Domain = Given("domain"), Industry = Given("industry"), Phone = Given("phone"), Street = Given("street"), City = Given("city"), Region = Given("region"),
            Postcode = Given("postcode"), Country = Given("country"), Zone = Given("zone"), Tags = Given("tags"),
        };
        return visit.Answer(
            EditCompany.Run(visit.Workspace, id, input, version),
            saved => Site.SaidThen(visit.Http, $"/companies/{id}", $"Saved: {saved.Name}."),
            problems => Pages.Page<SmallFormPage>(EditForm(visit, company, visit.Form($"/companies/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static CompanyShown? Known(Visit visit, long id) => visit.Workspace.Data.Read(session => session.One<CompanyShown>($"select {CompanyShown.Columns} from companies co where co.id = @id", new { id }));

    private static CompanyPerson Person((long Id, string Name, string? Role) person, FollowUpRow? row, Visit visit)
    {
        if (row is null)
            return new CompanyPerson(person.Id, person.Name, person.Role, null, null, null);
        var details = RowDetails.Read(row.Details);
        var last = details.Last is { } touch ? $"{Touches.OutcomeWords.Said(touch.Channel, touch.Direction, touch.Outcome)}, {When.At(Instant.FromUnixTimeMilliseconds(touch.At), visit.Zone, visit.Today)}" : null;
        return new CompanyPerson(person.Id, person.Name, person.Role, StateWords.State(row, details, visit.Today), row.OwnerName, last);
    }
}
