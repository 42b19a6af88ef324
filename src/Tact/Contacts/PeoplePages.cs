using System.Globalization;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Web;

namespace Tact.Contacts;

/// <summary>The list of people, and the small pages about one: new, a note, how they would like to be followed up.</summary>
public static class PeoplePages
{
    private const int AtOnce = 50;

    private static readonly Choice[] Rhythms =
    [
        new("", "They did not say"), new("7", "Weekly"), new("14", "Every two weeks"), new("30", "Monthly"), new("91", "Every three months"), new("182", "Twice a year"), new("365", "Once a year"),
    ];

    private static readonly Choice[] Channels = [new("", "Any"), new("call", "Phone"), new("email", "E-mail"), new("message", "Text message"), new("letter", "Letter"), new("meeting", "In person")];

    private static readonly Choice[] Hours = [new("", "Any of their hours"), new("8-12", "Mornings, 8 to 12"), new("9-12", "Mornings, 9 to 12"), new("12-14", "Around noon"), new("13-17", "Afternoons, 13 to 17"), new("16-19", "After four")];

    private static readonly Choice[] Tagging = [new("", "Not known yet"), .. Tags.All.Select(tag => new Choice(tag, char.ToUpperInvariant(tag[0]) + tag[1..]))];

    /// <summary>Where they are.</summary>
    public static void MapPeoplePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people", List);
        app.MapGet("/people/new", New);
        app.MapPost("/people/new", Add);
        app.MapPost("/people/{id:long}/note", Note);
        app.MapGet("/people/{id:long}/preferences", (Visit visit, long id) => NameOf(visit, id) is { } name ? Pages.Page<SmallFormPage>(Wishes(visit, id, name, visit.Form($"/people/{id}"), Nothing)) : visit.NotFound());
        app.MapPost("/people/{id:long}/preferences", Prefer);
        app.MapGet("/people/{id:long}/edit", (Visit visit, long id) => Known(visit, id) is { } who ? Pages.Page<SmallFormPage>(EditForm(visit, who, visit.Form($"/people/{id}"), Nothing)) : visit.NotFound());
        app.MapPost("/people/{id:long}/edit", Edit);
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static IResult List(Visit visit, string? after) => Pages.Page<ListPage>(visit.Workspace.Data.Read(session =>
    {
        var cursor = ListContacts.Cursor(after);
        var rows = session.Query<Listed>(
            $"""
            select c.id as Id, c.name as Name, c.name_key as NameKey, c.role as Role, co.name as Company, c.tags as Tags, c.phone as Phone, c.email as Email
            from {ContactKeys.NamesAfter(session)} n
            join contacts c on c.id = n.id
            left join companies co on co.id = c.company_id
            order by n.key, n.id
            """,
            new { key = ContactKeys.OfName(cursor.Key), id = cursor.Id, rows = AtOnce + 1 });
        return new ListModel
        {
            Frame = visit.Frame("People", Section.People), Heading = "People", Act = new("/focus-list", "Start a focus list by tag"), Columns = ["Name", "Company", "Phone", "E-mail", "What they are"],
            None = "Nobody yet. Import an address book, or add the first person.",
            Rows = [.. rows.Take(AtOnce).Select(row => new ListRow(row.Name, $"/people/{row.Id}", row.Role, [row.Company, row.Phone, row.Email, row.Tags.Replace(",", ", ", StringComparison.Ordinal)], row.Id.ToString(CultureInfo.InvariantCulture)))],
            Ticks = new("/focus-list", "person", "Start a focus list with those ticked"),
            More = rows.Count > AtOnce ? $"/people?after={Uri.EscapeDataString(rows[AtOnce - 1].NameKey)}~{rows[AtOnce - 1].Id}" : null,
        };
    }));

    private static IResult New(Visit visit, string? name, long? company)
    {
        var at = company is null ? null : visit.Workspace.Data.Read(session => session.Scalar<string>("select name from companies where id = @company", new { company }));
        return Pages.Page<SmallFormPage>(NewForm(visit, visit.Form("/people"), new Dictionary<string, string> { ["who"] = name ?? "", ["company"] = at ?? "" }));
    }

    private static SmallForm NewForm(Visit visit, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame("New person", Section.People), Form = form, Action = "/people/new", Heading = "New person", Button = "Add",
        Intro = "One field is enough while on the phone: a name, a number or an address, with commas between.",
        Fields =
        [
            new("who", "Who", sent.GetValueOrDefault("who")) { Hint = "Such as “Ada Byron, +44 20 7946 0958, Mill Ltd”." },
            new("company", "Company", sent.GetValueOrDefault("company")) { Optional = true, Longest = 200 },
            new("tags", "What they are", sent.GetValueOrDefault("tags") ?? "prospect") { Options = Tagging, Optional = true },
            new("matter", "Follow up about", sent.GetValueOrDefault("matter")) { Optional = true, Longest = 200, Hint = "Left empty, nobody follows up yet." },
        ],
    };

    private static async Task<IResult> Add(Visit visit)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var input = AddContact.FromOneField(sent.Text("who") ?? "");
        input = input with { Company = sent.Text("company") ?? input.Company, Tags = sent.Text("tags") };
        IResult Again(IReadOnlyList<Problem> problems) => Pages.Page<SmallFormPage>(NewForm(visit, visit.Form("/people", problems.Select(problem => problem with { Field = problem.Field is "tags" or "company" ? problem.Field : "who" }), sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity);
        return visit.Answer(AddContact.Run(visit.Workspace, visit.Actor, input), added => Added(visit, sent, added), Again);
    }

    private static IResult Added(Visit visit, Sent sent, AddedContact added)
    {
        var said = added.WasKnown ? $"{added.Name} was here already." : $"{added.Name} is added.";
        if (sent.Text("matter") is { } matter)
        {
            var started = StartFollowUp.Run(visit.Workspace, visit.Actor, added.Id.ToString(CultureInfo.InvariantCulture), new StartInput { Owner = visit.User.Email, Matter = matter });
            said += started switch
            {
                Result<StartedFollowUp>.Ok => $" Following up about “{matter}”.",
                Result<StartedFollowUp>.Refused refused => $" {refused.Why}",
                Result<StartedFollowUp>.Invalid invalid => $" {string.Join(" ", invalid.Problems.Select(problem => problem.Text))}",
                _ => "",
            };
        }

        return Site.SaidThen(visit.Http, $"/people/{added.Id}", said);
    }

    private static async Task<IResult> Note(Visit visit, long id)
    {
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        return visit.Answer(
            AddNote.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), sent.Text("note") ?? ""),
            note => Site.SaidThen(visit.Http, $"/people/{id}", "The note is kept.", note.Id.ToString(CultureInfo.InvariantCulture)),
            problems => Site.SaidThen(visit.Http, $"/people/{id}", string.Join(" ", problems.Select(problem => problem.Text))));
    }

    private static SmallForm Wishes(Visit visit, long id, string name, FormState form, IReadOnlyDictionary<string, string> sent) => new()
    {
        Frame = visit.Frame($"What {name} asked for"), Form = form, Action = $"/people/{id}/preferences", Heading = $"What {name} asked for",
        Intro = "Ask how they would like to be followed up. What they say outranks every preset.",
        Fields =
        [
            new("channel", "By", sent.GetValueOrDefault("channel") ?? "") { Options = Channels, Optional = true },
            new("every", "At most", sent.GetValueOrDefault("every") ?? "") { Options = Rhythms, Optional = true },
            new("hours", "When", sent.GetValueOrDefault("hours") ?? "") { Options = Hours, Optional = true },
            new("evidence", "How they said it", sent.GetValueOrDefault("evidence")) { Longest = 400, Hint = "Their words, and where: “call before eleven”, on the phone." },
        ],
    };

    private static async Task<IResult> Prefer(Visit visit, long id)
    {
        if (NameOf(visit, id) is not { } name)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        var hours = sent.Text("hours")?.Split('-').Select(hour => int.TryParse(hour, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).ToArray();
        var input = new PreferenceInput(sent.Text("channel"), int.TryParse(sent.Text("every"), CultureInfo.InvariantCulture, out var days) ? days : null, hours is [var from, _] ? from : null, hours is [_, var until] ? until : null, null, sent.Text("evidence") ?? "");
        return visit.Answer(
            SetPreference.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), input),
            entry => Site.SaidThen(visit.Http, $"/people/{id}", $"Kept: what {name} asked for.", entry.ToString(CultureInfo.InvariantCulture)),
            problems => Pages.Page<SmallFormPage>(Wishes(visit, id, name, visit.Form($"/people/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static SmallForm EditForm(Visit visit, ContactShown who, FormState form, IReadOnlyDictionary<string, string> sent)
    {
        string? Now(string field, string? kept) => sent.GetValueOrDefault(field) ?? kept;
        return new()
        {
            Frame = visit.Frame($"Edit {who.Name}", Section.People), Form = form, Action = $"/people/{who.Id}/edit?version={who.Version}", Heading = $"Edit {who.Name}",
            Fields =
            [
                new("name", "Name", Now("name", who.Name)) { Longest = 200 },
                new("role", "Role", Now("role", who.Role)) { Optional = true, Longest = 200 },
                new("company", "Company", Now("company", who.Company)) { Optional = true, Longest = 200 },
                new("phone", "Phone", Now("phone", who.Phone)) { Type = "tel", Optional = true, Longest = 60 },
                new("email", "E-mail", Now("email", who.Email)) { Type = "email", Optional = true, Longest = 254 },
                new("zone", "Time zone", Now("zone", who.OwnZone)) { Optional = true, Longest = 60, Hint = $"Such as Europe/London. Left empty, address, number or company tell it; now it is {who.Zone}." },
                new("city", "City", Now("city", who.City)) { Optional = true, Longest = 120 },
                new("region", "State or region", Now("region", who.Region)) { Optional = true, Longest = 120, Hint = "Their public holidays follow country and region." },
                new("country", "Country", Now("country", who.Country)) { Optional = true, Longest = 120 },
                new("language", "Language", Now("language", who.Language)) { Optional = true, Longest = 60 },
                new("tags", "What they are", Now("tags", who.Tags.Replace(",", ", ", StringComparison.Ordinal))) { Optional = true, Hint = "client, prospect, partner; several with commas." },
            ],
        };
    }

    private static async Task<IResult> Edit(Visit visit, long id, long? version)
    {
        if (Known(visit, id) is not { } who)
            return visit.NotFound();
        var sent = new Sent(await visit.Http.Request.ReadFormAsync());
        string Given(string field) => sent.Text(field) ?? "";
        var input = new ContactInput
        {
            Name = Given("name"), Role = Given("role"), Company = Given("company"), Phone = Given("phone"), Email = Given("email"), Zone = Given("zone"), City = Given("city"), Region = Given("region"), Country = Given("country"), Language = Given("language"), Tags = Given("tags"),
        };
        return visit.Answer(
            EditContact.Run(visit.Workspace, visit.Actor, id.ToString(CultureInfo.InvariantCulture), input, version),
            edited => Site.SaidThen(visit.Http, $"/people/{id}", $"Saved: {edited.Name}."),
            problems => Pages.Page<SmallFormPage>(EditForm(visit, who, visit.Form($"/people/{id}", problems, sent.Text("id")), sent.All), StatusCodes.Status422UnprocessableEntity));
    }

    private static ContactShown? Known(Visit visit, long id) => visit.Workspace.Data.Read(session =>
    {
        if (session.One<ContactShown>($"{ContactShown.Sql} where c.id = @id and c.erased_at is null", new { id }) is not { } who)
            return null;
        who.Zone = FollowUps.ContactFile.Open(session, visit.Workspace, id)!.Zone.Id;
        return who;
    });

    private static string? NameOf(Visit visit, long id) => visit.Workspace.Data.Read(session => session.Scalar<string>("select name from contacts where id = @id and erased_at is null", new { id }));

    private sealed class Listed
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public string NameKey { get; set; } = "";
        public string? Role { get; set; }
        public string? Company { get; set; }
        public string Tags { get; set; } = "";
        public string? Phone { get; set; }
        public string? Email { get; set; }
    }
}
