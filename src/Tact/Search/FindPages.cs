using Tact.FollowUps;
using Tact.Storage;
using Tact.Web;

namespace Tact.Search;

/// <summary>Finding people and companies: as one types, and as a page.</summary>
public static class FindPages
{
    /// <summary>Where they are.</summary>
    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/find", (Visit visit, string? q) => Pages.Page<FoundPage>(Model(visit, q ?? "", visit.Frame("Find"))));
        app.MapGet("/find/quick", (Visit visit, string? q) => string.IsNullOrWhiteSpace(q) ? Results.Content("", "text/html") : Pages.Page<FoundList>(Model(visit, q, new PageFrame { Title = "" })));
    }

    private static FoundModel Model(Visit visit, string query, PageFrame frame)
    {
        query = query.Length > 200 ? query[..200] : query;
        return visit.Workspace.Data.Read(session =>
        {
            var found = FindPeople.In(session, query);
            var states = States(session, [.. found.People.Select(person => person.Id)]);
            return new FoundModel
            {
                Frame = frame, Query = query.Trim(),
                Rows =
                [
                    .. found.People.Select(person => new FoundRow($"/people/{person.Id}", person.Name, string.Join(" · ", new[] { person.Role, person.Company }.OfType<string>()), person.Phone ?? person.Email, State(states[person.Id].FirstOrDefault(), visit), false)),
                    .. found.Companies.Select(company => new FoundRow($"/companies/{company.Id}", company.Name, company.City, null, null, true)),
                ],
            };
        });
    }

    private static ILookup<long, FollowUpRow> States(Session session, long[] people) => (people.Length == 0 ? [] : session.Query<FollowUpRow>(
        $"""
        select {FollowUpRow.Columns}
        from follow_ups f
        join users u on u.id = f.owner_id
        where f.contact_id in @people
        order by case when f.state in ('answered', 'stopped') then 1 else 0 end, f.id desc
        """,
        new { people })).ToLookup(row => row.ContactId);

    private static string? State(FollowUpRow? row, Visit visit) => row is null ? null : $"{StateWords.State(row, RowDetails.Read(row.Details), visit.Today)}, {row.OwnerName}";
}
