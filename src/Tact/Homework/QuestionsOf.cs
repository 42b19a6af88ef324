using NodaTime;
using NodaTime.Text;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>The team's questions with the day somebody answered them.</summary>
public static class QuestionsOf
{
    /// <summary>Those about a person and about their company, in the team's order.</summary>
    public static List<Question> Person(Session session, long contact)
    {
        var company = session.Scalar<long?>("select company_id from contacts where id = @contact", new { contact });
        return Read(session, contact, company ?? 0, company is null ? "q.about = 'person'" : "1 = 1");
    }

    /// <summary>Those about a company.</summary>
    public static List<Question> Company(Session session, long company) => Read(session, 0, company, "q.about = 'company'");

    private static List<Question> Read(Session session, long contact, long company, string which)
    {
        var answered = session.Query<(long Question, string On)>("select question_id, answered_on from question_answers where contact_id = @contact or company_id = @company order by id", new { contact, company })
            .GroupBy(row => row.Question).ToDictionary(group => group.Key, group => LocalDatePattern.Iso.Parse(group.Last().On).Value);
        return [.. session.Query<(long Id, string Text, string About, string Situations)>($"select q.id, q.text, q.about, q.situations from questions q where q.retired_at is null and {which} order by q.position, q.id")
            .Select(row => new Question(row.Id, row.Text, row.About, row.Situations, answered.TryGetValue(row.Id, out var on) ? on : null))];
    }
}
