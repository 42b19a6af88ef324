using System.CommandLine;
using Tact.Commands;

namespace Tact.Homework;

/// <summary><c>tact fact</c>: what is known, with its source and day.</summary>
public static class FactCommands
{
    /// <summary>The command.</summary>
    public static Command Fact() => new("fact", "What is known about people and companies, with source and day") { Add(), List(), Confirm(), Withdraw() };

    private static Command Add()
    {
        var who = new Argument<string>("WHO") { Description = "A person: id, e-mail or unique name; with --company a company: number or name" };
        var text = new Argument<string>("TEXT") { Description = "What is known, in a sentence" };
        var company = new Option<bool>("--company") { Description = "It is about a company" };
        var source = new Option<string?>("--source") { Description = "Who told you, or a link" };
        var learned = new Option<string?>("--learned") { Description = "When it was learned (default: today)" };
        var assumed = new Option<bool>("--assumption") { Description = "It is only assumed; needs no source" };
        var by = Words.By();
        var command = new Command("add", "Keep a fact") { who, text, company, source, learned, assumed, by };
        command.SetAction(words => CommandLine.Run(words, workspace =>
        {
            var input = new FactInput(words.GetValue(text), words.GetValue(source), CommandLine.ReadDate(words.GetValue(learned), "learned", Words.Today(workspace)), words.GetValue(assumed));
            return Words.As(workspace, words.GetValue(by), actor => words.GetValue(company) ? KeepFact.AboutCompany(workspace, actor, words.GetValue(who)!, input) : KeepFact.Run(workspace, actor, words.GetValue(who)!, input));
        }, (fact, output) => output.WriteLine($"Kept: {Line(fact)}")));
        return command;
    }

    private static Command List()
    {
        var who = new Argument<string>("WHO") { Description = "A person: id, e-mail or unique name; with --company a company: number or name" };
        var company = new Option<bool>("--company") { Description = "A company is meant" };
        var command = new Command("list", "What is known of somebody; withdrawn facts last") { who, company };
        command.SetAction(words => CommandLine.Run(words, workspace => words.GetValue(company) ? FactsOf.ListCompany(workspace, words.GetValue(who)!) : FactsOf.List(workspace, words.GetValue(who)!), (listed, output) =>
        {
            if (listed.Facts.Count == 0)
                output.WriteLine("Nothing on record yet.");
            foreach (var fact in listed.Facts)
                output.WriteLine(Line(fact));
        }));
        return command;
    }

    private static Command Confirm()
    {
        var id = new Argument<long>("ID") { Description = "Its number" };
        var source = new Option<string?>("--source") { Description = "Where from, now" };
        var known = new Option<bool>("--known") { Description = "It was assumed, and now it is known" };
        var by = Words.By();
        var command = new Command("confirm", "It is still true: a new day, the old one stays as history") { id, source, known, by };
        command.SetAction(words => CommandLine.Run(
            words, workspace => Words.As(workspace, words.GetValue(by), actor => KeepFact.Confirm(workspace, actor, words.GetValue(id), words.GetValue(source), words.GetValue(known))), (fact, output) => output.WriteLine($"Confirmed: {Line(fact)}")));
        return command;
    }

    private static Command Withdraw()
    {
        var id = new Argument<long>("ID") { Description = "Its number" };
        var why = new Option<string>("--why") { Description = "Why it does not hold", Required = true };
        var by = Words.By();
        var command = new Command("withdraw", "It is not true, or not any more; it stays on record as withdrawn") { id, why, by };
        command.SetAction(words => CommandLine.Run(
            words, workspace => Words.As(workspace, words.GetValue(by), actor => KeepFact.Withdraw(workspace, actor, words.GetValue(id), words.GetValue(why))), (fact, output) => output.WriteLine($"Withdrawn: {fact.Text}")));
        return command;
    }

    private static string Line(FactShown fact) =>
        $"{fact.Id,4}  {fact.Text} ({string.Join(", ", new[] { fact.About == "company" ? fact.AboutName : null, fact.Assumption ? "assumed" : null, fact.Source.Length > 0 ? fact.Source : null, fact.LearnedOn, fact.Stale ? "stale" : null, fact.Withdrawn is { } gone ? $"withdrawn: {gone.Why}" : null }.OfType<string>())})";
}
