using System.Text.Json;
using System.Text.Json.Nodes;
using Tact.Commands;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>All homework about somebody, for the export of their data; and how it goes when they go.</summary>
public static class HomeworkOf
{
    /// <summary>A query: people (contact_id) about whom somebody did homework, among those <paramref name="which"/> says of a column.</summary>
    public static string People(Func<string, string> which) =>
        $"""
        select contact_id from facts where {which("contact_id")}
        union
        select contact_id from question_answers where {which("contact_id")}
        union
        select contact_id from people_map where {which("contact_id")}
        union
        select reports_to from people_map where {which("reports_to")}
        """;

    /// <summary>A query: companies (company_id) about which somebody did homework, among those <paramref name="which"/> says of a column.</summary>
    public static string Companies(Func<string, string> which) =>
        $"""
        select company_id from facts where {which("company_id")}
        union
        select company_id from question_answers where {which("company_id")}
        union
        select company_id from qualifier_answers where {which("company_id")}
        union
        select company_id from focus_companies where {which("company_id")}
        """;

    /// <summary>A condition: nobody did homework about the company c.</summary>
    public const string NoneAboutCompany = """
        not exists (select 1 from facts f where f.company_id = c.id)
        and not exists (select 1 from question_answers a where a.company_id = c.id)
        and not exists (select 1 from focus_companies o where o.company_id = c.id)
        and not exists (select 1 from qualifier_answers q where q.company_id = c.id)
        """;

    /// <summary>Everything kept about a person: facts with what they were before, answers, the part they play.</summary>
    public static JsonObject Person(Session session, long contact) => new()
    {
        ["facts"] = List(Facts(session, "contact_id = @about", contact)),
        ["answers"] = List(Answers(session, "a.contact_id = @about", contact)),
        ["part"] = session.Query<(string Part, long? Chief)>("select part, reports_to from people_map where contact_id = @contact", new { contact }) is [var place]
            ? JsonSerializer.SerializeToNode(new { place.Part, ReportsTo = place.Chief }, CommandLine.JsonFormat) : null,
    };

    /// <summary>Everything kept about a company: facts, answers to questions and qualifiers, whose focus list it is on.</summary>
    public static JsonObject Company(Session session, long company) => new()
    {
        ["facts"] = List(Facts(session, "company_id = @about", company)),
        ["answers"] = List(Answers(session, "a.company_id = @about", company)),
        ["qualifiers"] = List(session.Query<(string Name, string Answer)>("select q.name, a.answer from qualifier_answers a join qualifiers q on q.id = a.qualifier_id where a.company_id = @company order by q.id", new { company })
            .Select(row => new { row.Name, row.Answer })),
        ["focus"] = List(session.Query<(string Owner, string Why, string? Off)>("select u.email, o.why, o.taken_off_why from focus_companies o join users u on u.id = o.owner_id where o.company_id = @company order by o.id", new { company })
            .Select(row => new { row.Owner, row.Why, TakenOff = row.Off })),
    };

    /// <summary>Takes everything about a person away, when they are erased or the record that made them is taken back.</summary>
    public static void Forget(Session session, long contact)
    {
        session.Execute("delete from facts where contact_id = @contact", new { contact });
        session.Execute("delete from question_answers where contact_id = @contact", new { contact });
        session.Execute("delete from people_map where contact_id = @contact", new { contact });
        session.Execute("update people_map set reports_to = null where reports_to = @contact", new { contact });
    }

    private static IEnumerable<object> Facts(Session session, string which, long about) => session.Query<(long Id, string Text, string Source, string On, long Assumption, long? Next, string? Withdrawn)>(
        $"select id, text, source, learned_on, assumption, replaced_by, withdrawn_why from facts where {which} order by id", new { about })
        .Select(row => new { row.Id, row.Text, row.Source, LearnedOn = row.On, Assumption = row.Assumption == 1, ConfirmedAs = row.Next, row.Withdrawn });

    private static IEnumerable<object> Answers(Session session, string which, long about) => session.Query<(string Question, string Answer, string On)>(
        $"select q.text, a.answer, a.answered_on from question_answers a join questions q on q.id = a.question_id where {which} order by a.id", new { about })
        .Select(row => new { row.Question, row.Answer, row.On });

    private static JsonNode? List<T>(IEnumerable<T> rows) => JsonSerializer.SerializeToNode(rows, CommandLine.JsonFormat);
}
