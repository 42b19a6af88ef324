using System.CommandLine;
using System.Globalization;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Law;
using Tact.Laws;

namespace Tact.Commands;

/// <summary>The commands about the law: do-not-call lists, consent, which law holds for whom, and what was recorded outside it.</summary>
public static class LawCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Screen(), Consent(), Law()];

    private static Command Screen()
    {
        var file = new Argument<string?>("FILE") { Description = "Numbers or e-mail addresses, one a line or a CSV with a column of them; without a file, the lists and their age", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<string?>("--list") { Description = $"The list's name: {string.Join(", ", PolicyFiles.Lists.Keys.Order(StringComparer.Ordinal))}, or a name of your own" };
        var asOf = new Option<string?>("--as-of") { Description = "The day the list was made" };
        var country = new Option<string?>("--country") { Description = "Of numbers in national form, for a list of your own" };
        var drop = new Option<bool>("--drop") { Description = "Take the list away" };
        var command = new Command("screen", "Bring in a do-not-call list; it takes the place of the older one of its name, whole") { file, list, asOf, country, drop };
        command.SetAction(words =>
        {
            if (words.GetValue(drop))
                return CommandLine.Run(words, workspace => BringInList.Drop(workspace, Actor.CommandLine, words.GetValue(list) ?? ""), (concerned, output) => output.WriteLine($"The list is taken away. {Number(concerned)} follow-ups are decided again."));
            if (words.GetValue(file) is not { } path)
                return CommandLine.Run<IReadOnlyList<ListShown>>(words, workspace => new Result<IReadOnlyList<ListShown>>.Ok(ScreenLists.All(workspace)), Print);
            return CommandLine.Run(
                words,
                workspace => !File.Exists(path)
                    ? Result<ListBroughtIn>.Wrong("file", $"There is no file \"{path}\".")
                    : BringInList.Run(
                        workspace, Actor.CommandLine, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read),
                        new ListInput(words.GetValue(list) ?? "", CommandLine.ReadDate(words.GetValue(asOf), "as-of", Words.Today(workspace)), Path.GetFileName(path), words.GetValue(country)),
                        words.GetValue(CommandLine.Json) || Console.IsErrorRedirected ? null : lines => Console.Error.Write($"\r{Number(lines)} lines …")),
                (made, output) =>
                {
                    output.WriteLine($"{made.List} of {made.AsOf}: {Web.Words.Count(made.Entries, "number or address", "numbers and addresses")} from {Web.Words.Count(made.Lines, "line", "lines")}{(made.Replaced is { } old ? $", in place of the list of {old}" : "")}. {Web.Words.Count(made.Concerned, "follow-up is", "follow-ups are")} decided again.");
                    if (made.TooOld is { } tooOld)
                        output.WriteLine(tooOld);
                    if (made.Unreadable > 0)
                        output.WriteLine($"{Web.Words.Count(made.Unreadable, "line", "lines")} could not be read: {string.Join(", ", made.UnreadableLines.Take(20))}{(made.Unreadable > 20 ? ", …" : "")}.");
                });
        });
        return command;
    }

    private static void Print(IReadOnlyList<ListShown> lists, TextWriter output)
    {
        foreach (var list in lists)
        {
            var age = list.AsOf is null ? "never brought in" : $"of {list.AsOf}, {Web.Words.Count(list.DaysOld ?? 0, "day", "days")} old";
            output.WriteLine($"{list.List,-10} {list.Name}{(list.Country is { } country ? $" ({country})" : "")}: {age}{(list.MostDays is { } most ? $"; may be {most} days old" : "")}{(list.AsOf is null ? "" : $"; {Web.Words.Count(list.Entries, "entry", "entries")}")}{(list.TooOld ? "; calls are refused until a newer one is brought in" : "")}");
        }
    }

    private static Command Consent()
    {
        var contact = Words.Contact();
        var channel = new Option<string>("--channel") { Description = "email, call or message; calls and texts go together", Required = true };
        var kind = new Option<string?>("--kind") { Description = $"{string.Join(", ", Names.All<ConsentKind>())} (default: express)" };
        var evidence = new Option<string>("--evidence") { Description = "How and when they told you", Required = true };
        var on = new Option<string?>("--on") { Description = "The day it was given (default: today)" };
        var until = new Option<string?>("--until") { Description = "The last day it counts" };
        var withdraw = new Option<bool>("--withdraw") { Description = "They no longer agree" };
        var by = Words.By();
        var command = new Command("consent", "Record that somebody agreed to e-mail or calls, with the evidence; or that they no longer do") { contact, channel, kind, evidence, on, until, withdraw, by };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => Words.As(workspace, words.GetValue(by), actor => words.GetValue(withdraw)
                ? NotWith(words, until) ?? NotWith(words, on) ?? NotWith(words, kind) ?? RecordConsent.Withdraw(workspace, actor, words.GetValue(contact)!, words.GetValue(channel)!, words.GetValue(evidence)!)
                : RecordConsent.Run(workspace, actor, words.GetValue(contact)!, new ConsentInput(
                    words.GetValue(channel)!, words.GetValue(kind), words.GetValue(evidence)!,
                    CommandLine.ReadDate(words.GetValue(on), "on", Words.Today(workspace)), CommandLine.ReadDate(words.GetValue(until), "until", Words.Today(workspace))))),
            (_, output) => output.WriteLine(words.GetValue(withdraw) ? "Kept: they no longer agree. It counts from now on." : "Kept, with its evidence. It counts from now on.")));
        return command;
    }

    // to drop it without a word would look like honouring it
    private static Result<RecordedConsent>? NotWith(ParseResult words, Option<string?> option) => words.GetValue(option) is null ? null : Result<RecordedConsent>.Wrong(
        option.Name.TrimStart('-'), $"{option.Name} says something about a consent, and --withdraw ends one: it counts from now on, until they agree again. Leave {option.Name} out. If they want quiet until a day: tact prefer CONTACT --quiet-until DATE.");

    private static Command Law()
    {
        var list = new Command("list", "The laws, with how many of your people come under each");
        list.SetAction(words => CommandLine.Run(words, workspace => ShowLaws.List(workspace, Actor.CommandLine), (laws, output) =>
        {
            foreach (var law in laws)
                output.WriteLine($"{law.Id,-12} {law.Place,-6} {law.Name}{(law.People > 0 ? $" ({Number(law.People.Value)} people)" : "")}");
            output.WriteLine(Advice);
        }));
        var id = new Argument<string>("LAW") { Description = "Its id, such as us-fl" };
        var show = new Command("show", "One law in plain words, with its sources") { id };
        show.SetAction(words => CommandLine.Run(words, _ => ShowLaws.One(words.GetValue(id)!), (law, output) =>
        {
            output.WriteLine($"{law.Name} ({law.Place})");
            foreach (var sentence in law.Says)
                output.WriteLine($"  {sentence}");
            output.WriteLine($"Sources: {string.Join("; ", law.Sources)}");
            output.WriteLine(law.Note);
        }));
        var after = new Option<string?>("--after") { Description = "Where the page before ended" };
        var breaches = new Command("breaches", "What was recorded outside a no or a law, newest first") { after };
        breaches.SetAction(words => CommandLine.Run(words, workspace => ShowLaws.Breaches(workspace, Actor.CommandLine, words.GetValue(after)), (listed, output) =>
        {
            foreach (var breach in listed.Breaches)
                output.WriteLine($"{breach.At}  {breach.Name} ({breach.Contact})  {breach.Channel} · {breach.Outcome}  {breach.By ?? "command line"}  {string.Join(' ', breach.Rules)}");
            output.WriteLine(listed.Breaches.Count == 0 ? "Nothing was recorded outside a no or a law." : listed.More is { } more ? $"More: tact law breaches --after {more}" : Advice);
        }));
        return new Command("law", "Which laws hold for whom, what they say, and what was recorded outside them") { list, show, breaches, Set() };
    }

    private static Command Set()
    {
        var contact = new Argument<string?>("CONTACT") { Description = "Id, e-mail or unique name; without one, the workspace", Arity = ArgumentArity.ZeroOrOne };
        var place = new Option<string?>("--place") { Description = "Whose law holds: GB, US-FL; none lets address and number tell" };
        var standing = new Option<string?>("--as") { Description = "For a person: company, sole-trader, consumer; none lets the company on record tell" };
        var screening = new Option<string?>("--screening") { Description = "For the workspace: brought-in (lists count once they were brought in) or always (calls are refused until they are)" };
        var command = new Command("set", "Choose the law for a person, or for everybody whose address tells no country; for calls their number's law holds besides") { contact, place, standing, screening };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => words.GetValue(contact) is { } who
                ? SetLaw.ForContact(workspace, Actor.CommandLine, who, words.GetValue(place), words.GetValue(standing))
                : SetLaw.ForWorkspace(workspace, Actor.CommandLine, words.GetValue(place), words.GetValue(screening)),
            (set, output) => output.WriteLine($"Law: {set.Place ?? "by address and number"}{(set.As is { } standsAs ? $", as {standsAs}" : "")}{(set.Screening is { } how ? $"; screening {how}" : "")}. {(set.Laws.Count == 0 ? "No law that Tact knows." : $"These hold: {string.Join(", ", set.Laws)}.")}")));
        return command;
    }

    private const string Advice = "A starting point taken from public sources, not legal advice. Confirm with counsel.";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
