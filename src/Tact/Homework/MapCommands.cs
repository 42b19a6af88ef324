using System.CommandLine;
using Tact.Commands;
using Tact.Core;
using Tact.Core.Homework;

namespace Tact.Homework;

/// <summary>The commands of questions and of the people map.</summary>
public static class MapCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [new("question", "What to ask, and what was answered") { List(), Add(), Retire(), Ask(), Answer(), Keep() }, new("people", "Who plays which part in a company") { Map(), Place() }];

    private static Command List()
    {
        var command = new Command("list", "The team's questions");
        command.SetAction(words => CommandLine.Run(words, workspace => new Result<IReadOnlyList<Question>>.Ok(workspace.Data.Read(TeamQuestions.All)), (all, output) =>
        {
            foreach (var one in all)
                output.WriteLine($"{one.Id,4}  {one.Text} ({one.About}{(one.Situations.Length > 0 ? $"; {one.Situations}" : "")})");
        }));
        return command;
    }

    private static Command Add()
    {
        var text = new Argument<string>("TEXT") { Description = "An open question" };
        var about = new Option<string?>("--about") { Description = "person or company" };
        var situations = new Option<string?>("--situations") { Description = $"When: {string.Join(", ", Names.All<Situation>())}; several with commas" };
        var by = Words.By();
        var command = new Command("add", "Add a question") { text, about, situations, by };
        command.SetAction(words => CommandLine.Run(
            words, workspace => Words.As(workspace, words.GetValue(by), actor => TeamQuestions.Save(workspace, actor, null, new QuestionInput(words.GetValue(text), words.GetValue(about), words.GetValue(situations)))), (one, output) => output.WriteLine($"{one.Id}: {one.Text}")));
        return command;
    }

    private static Command Retire()
    {
        var id = new Argument<long>("ID") { Description = "Its number" };
        var by = Words.By();
        var command = new Command("retire", "Take a question away; answers stay") { id, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => TeamQuestions.Retire(workspace, actor, words.GetValue(id))), (one, output) => output.WriteLine($"Taken away: {one.Text}")));
        return command;
    }

    private static Command Ask()
    {
        var contact = Words.Contact();
        var command = new Command("ask", "The questions for a person, with what they answered") { contact };
        command.SetAction(words => CommandLine.Run(words, workspace => TeamQuestions.Of(workspace, words.GetValue(contact)!), (all, output) =>
        {
            foreach (var one in all.Where(one => one.Belongs || one.Answer is not null))
                output.WriteLine($"{one.Id,4}  {one.Text}{(one.Answer is { } answer ? $"\n      {answer.On} ({answer.Id}): {answer.Answer}" : "")}");
        }));
        return command;
    }

    private static Command Answer()
    {
        var contact = Words.Contact();
        var question = new Argument<long>("QUESTION") { Description = "Its number" };
        var text = new Argument<string>("ANSWER") { Description = "What they said" };
        var on = new Option<string?>("--on") { Description = "When (default: today)" };
        var by = Words.By();
        var command = new Command("answer", "Keep what somebody answered") { contact, question, text, on, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => TeamQuestions.Answer(
            workspace, actor, words.GetValue(contact)!, words.GetValue(question), words.GetValue(text), CommandLine.ReadDate(words.GetValue(on), "on", Words.Today(workspace)))), (one, output) => output.WriteLine($"Kept ({one.Answer!.Id}): {one.Text}")));
        return command;
    }

    private static Command Keep()
    {
        var id = new Argument<long>("ANSWER") { Description = "The answer's number" };
        var by = Words.By();
        var command = new Command("keep", "Keep an answer as a fact") { id, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => TeamQuestions.KeepAsFact(workspace, actor, words.GetValue(id))), (fact, output) => output.WriteLine($"Kept as fact {fact.Id}: {fact.Text}")));
        return command;
    }

    private static Command Map()
    {
        var company = new Argument<string>("COMPANY") { Description = "Number or name" };
        var command = new Command("map", "Who decides, influences, uses, keeps the gate; who reports to whom; who has left") { company };
        command.SetAction(words => CommandLine.Run(words, workspace => PlacesOnTheMap.Run(workspace, words.GetValue(company)!), (map, output) =>
        {
            foreach (var person in map.People)
                output.WriteLine($"{new string(' ', 2 * person.Depth)}{person.Name}{(person.Role is { } role ? $", {role}" : "")}: {BriefSheet.PartWords(Names.Read<Part>(person.Part))}{(person.Left ? $"; has left{Linked(", after them ", person.Successors)}" : "")}{Linked("; led to by ", person.LedFrom)}");
        }));
        return command;

        static string Linked(string before, IReadOnlyList<FollowUps.PersonLinked> people) => people.Count == 0 ? "" : before + string.Join(", ", people.Select(one => one.Name));
    }

    private static Command Place()
    {
        var contact = Words.Contact();
        var part = new Option<string?>("--part") { Description = string.Join(", ", Names.All<Part>()) };
        var chief = new Option<string?>("--reports-to") { Description = "Whom, at the same company; an empty text takes it away" };
        var by = Words.By();
        var command = new Command("place", "Say which part somebody plays, and to whom they report") { contact, part, chief, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => PlacesOnTheMap.Set(workspace, actor, words.GetValue(contact)!, words.GetValue(part), words.GetValue(chief))), (person, output) =>
            output.WriteLine($"{person.Name}: {BriefSheet.PartWords(Names.Read<Part>(person.Part))}")));
        return command;
    }
}
