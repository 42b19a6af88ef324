using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Homework;
using Tact.Storage;

namespace Tact.Homework;

/// <summary>A question as somebody writes it: about person or company; situations with commas, empty for all.</summary>
public sealed record QuestionInput(string? Text, string? About = null, string? Situations = null);

/// <summary>A question of the form with its newest answer; null while nobody has answered.</summary>
/// <param name="Belongs">It belongs to the situation they are in.</param>
public sealed record AnsweredQuestion(long Id, string Text, string About, string Situations, bool Belongs, AnswerShown? Answer);

/// <summary>An answer, and the fact that was made of it.</summary>
public sealed record AnswerShown(long Id, string Answer, string On, string? By, long? Fact, bool Stale);

/// <summary>The team's own questions (METHOD E4): everybody reads them, managers and admins write them; answers are anybody's to keep.</summary>
public static class TeamQuestions
{
    private const int MostQuestions = 60;

    /// <summary>All of them, in order.</summary>
    public static List<Question> All(Session session) => session.Query<(long Id, string Text, string About, string Situations)>("select id, text, about, situations from questions where retired_at is null order by position, id")
        .ConvertAll(row => new Question(row.Id, row.Text, row.About, row.Situations));

    /// <summary>Adds one, or changes the one with a number.</summary>
    public static Result<Question> Save(Workspace workspace, Actor actor, long? id, QuestionInput input) => workspace.Data.Write<Result<Question>>(session =>
    {
        if (!actor.SeesTeam)
            return new Result<Question>.Refused("A manager or an admin writes the team's questions.", "role", null);
        var all = All(session);
        if (id is not null && !all.Exists(one => one.Id == id))
            return new Result<Question>.NotFound($"There is no question {id}.");
        var situations = (input.Situations ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<Problem> problems = [.. Lengths.Problems(Lengths.Line, ("text", input.Text))];
        if (string.IsNullOrWhiteSpace(input.Text))
            problems.Add(new Problem("text", "Write the question."));
        else if (!AskNext.IsOpenQuestion(input.Text))
            problems.Add(new Problem("text", "Yes or no would answer that. Begin with what, how, who, which, when or where."));
        if (input.About is not (null or "person" or "company"))
            problems.Add(new Problem("about", "It is about a person or a company."));
        if (situations.FirstOrDefault(one => !Names.TryRead<Situation>(one, out _)) is { } unknown)
            problems.Add(new Problem("situations", $"\"{unknown}\" is no situation. Choose from: {string.Join(", ", Names.All<Situation>())}."));
        if (id is null && all.Count >= MostQuestions)
            problems.Add(new Problem("", $"{MostQuestions} questions are more than anybody asks. Take one away first."));
        if (problems.Count > 0)
            return new Result<Question>.Invalid(problems);
        var row = new
        {
            id, text = input.Text!.Trim(), about = input.About ?? "person", situations = string.Join(',', situations.Select(one => Names.Of(Names.Read<Situation>(one)))), now = workspace.Now.ToUnixTimeMilliseconds(), by = actor.UserId,
        };
        if (id is null)
            id = session.Insert("insert into questions (text, about, situations, position, changed_at, changed_by) select @text, @about, @situations, coalesce(max(position), 0) + 10, @now, @by from questions returning id", row);
        else
            session.Execute("update questions set text = @text, about = @about, situations = @situations, changed_at = @now, changed_by = @by where id = @id", row);
        return All(session).Find(one => one.Id == id)!;
    });

    /// <summary>Takes one away; its answers stay on record.</summary>
    public static Result<Question> Retire(Workspace workspace, Actor actor, long id) => workspace.Data.Write<Result<Question>>(session =>
    {
        if (!actor.SeesTeam)
            return new Result<Question>.Refused("A manager or an admin writes the team's questions.", "role", null);
        if (All(session).Find(one => one.Id == id) is not { } gone)
            return new Result<Question>.NotFound($"There is no question {id}.");
        session.Execute("update questions set retired_at = @now where id = @id", new { id, now = workspace.Now.ToUnixTimeMilliseconds() });
        return gone;
    });

    /// <summary>The form of a person, their company's questions with it: those that belong to their situation first.</summary>
    public static Result<IReadOnlyList<AnsweredQuestion>> Of(Workspace workspace, string contact) => workspace.Data.Read(session => ResolveContact.From(session, contact).Then<IReadOnlyList<AnsweredQuestion>>(id => Form(session, workspace, id)));

    /// <summary>The same inside a transaction.</summary>
    public static List<AnsweredQuestion> Form(Session session, Workspace workspace, long contact)
    {
        var company = session.Scalar<long?>("select company_id from contacts where id = @contact", new { contact });
        var situation = session.Scalar<string>("select situation from follow_ups where contact_id = @contact order by case when state in ('answered', 'stopped') then 1 else 0 end, id desc limit 1", new { contact });
        var (today, days) = (FactsOf.Today(workspace), HomeworkSettings.Of(session).FactDays);
        var newest = session.Query<(long Id, long Question, string Answer, string On, string? By, long? Fact)>(
            """
            select a.id, a.question_id, a.answer, a.answered_on, u.name, a.fact_id
            from question_answers a
            left join users u on u.id = a.by_user
            where a.contact_id = @contact
               or a.company_id = @company
            order by a.id
            """,
            new { contact, company = company ?? 0 }).GroupBy(row => row.Question).ToDictionary(group => group.Key, group => group.Last());
        return [.. All(session).Where(question => question.About == "person" || company is not null).Select(question => new AnsweredQuestion(
            question.Id, question.Text, question.About, question.Situations, AskNext.Belongs(question, situation is null ? null : Names.Read<Situation>(situation)),
            newest.TryGetValue(question.Id, out var row) ? new AnswerShown(row.Id, row.Answer, row.On, row.By, row.Fact, FactAge.IsStale(LocalDatePattern.Iso.Parse(row.On).Value, today, days)) : null))
            .OrderBy(question => !question.Belongs).ThenBy(question => question.Situations.Length == 0).ThenBy(question => question.About == "company")];
    }

    /// <summary>Keeps what a person, or somebody of their company, answered; the newest answer counts.</summary>
    public static Result<AnsweredQuestion> Answer(Workspace workspace, Actor actor, string contact, long question, string? answer, LocalDate? on = null) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, question, answer, on)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<AnsweredQuestion> In(Session session, Workspace workspace, Actor actor, long contact, long question, string? answer, LocalDate? on)
    {
        if (Form(session, workspace, contact).Find(one => one.Id == question) is not { } asked)
            return new Result<AnsweredQuestion>.NotFound($"There is no question {question} for them.");
        List<Problem> problems = [.. Lengths.Problems(Lengths.Text, ("answer", answer))];
        if (string.IsNullOrWhiteSpace(answer))
            problems.Add(new Problem("answer", "Write what they said."));
        if (on > FactsOf.Today(workspace))
            problems.Add(new Problem("on", "That day is still to come."));
        if (problems.Count > 0)
            return new Result<AnsweredQuestion>.Invalid(problems);
        var about = asked.About == "company";
        session.Execute(
            """
            insert into question_answers (question_id, contact_id, company_id, answer, answered_on, by_user, created_at)
            select @question, @person, case when @person is null then c.company_id end, @answer, @on, @by, @now
            from contacts c
            where c.id = @contact
            """,
            new { question, contact, person = about ? (long?)null : contact, answer = answer!.Trim(), on = LocalDatePattern.Iso.Format(on ?? FactsOf.Today(workspace)), by = actor.UserId, now = workspace.Now.ToUnixTimeMilliseconds() });
        return Form(session, workspace, contact).Find(one => one.Id == question)!;
    }

    /// <summary>Keeps an answer as a fact, with the question as its source; once.</summary>
    public static Result<FactShown> KeepAsFact(Workspace workspace, Actor actor, long answer) => workspace.Data.Write(session => KeepIn(session, workspace, actor, answer));

    /// <summary>The same inside a transaction.</summary>
    public static Result<FactShown> KeepIn(Session session, Workspace workspace, Actor actor, long answer)
    {
        if (session.Query<(long? Contact, long? Company, string Answer, string On, long? Fact, string Question)>(
            $"select a.contact_id, a.company_id, a.answer, a.answered_on, a.fact_id, q.text from question_answers a join questions q on q.id = a.question_id where a.id = @answer{(session.Dialect == Dialect.Postgres ? " for update of a" : "")}", new { answer }) is not [var row])
            return new Result<FactShown>.NotFound($"There is no answer {answer}.");
        if (row.Fact is not null)
            return new Result<FactShown>.Stale("That answer is kept as a fact already.");
        var text = row.Answer.Length > Lengths.Line ? row.Answer[..(Lengths.Line - 1)] + "…" : row.Answer;
        var source = $"asked: {row.Question}";
        return KeepFact.In(session, workspace, actor, row.Contact, row.Company, new FactInput(text, source.Length > Lengths.Line ? source[..Lengths.Line] : source, LocalDatePattern.Iso.Parse(row.On).Value)).Then<FactShown>(fact =>
        {
            session.Execute("update question_answers set fact_id = @Id where id = @answer", new { fact.Id, answer });
            return fact;
        });
    }
}
