using System.CommandLine;
using Tact.Accounts;
using Tact.Core;
using Tact.Touches;

namespace Tact.Commands;

/// <summary>The commands that record what happened, take it back and correct it.</summary>
public static class TouchCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Log(), Undo(), Correct()];

    private static Command Log()
    {
        var contact = new Argument<string>("CONTACT") { Description = "Id, e-mail or unique name" };
        var channel = new Argument<string>("CHANNEL") { Description = string.Join(", ", Names.All<Channel>()) };
        var outcome = new Argument<string>("OUTCOME") { Description = string.Join(", ", Names.All<Outcome>()) };
        var followUp = new Option<long?>("--followup") { Description = "Which follow-up, when several are open" };
        var by = new Option<string?>("--by") { Description = "Who did it, by e-mail (default: the follow-up's owner)" };
        var inbound = new Option<bool>("--in") { Description = "They contacted us" };
        var outbound = new Option<bool>("--out") { Description = "We contacted them" };
        var note = new Option<string?>("--note") { Description = "A line about it, or their words" };
        var offer = new Option<string?>("--offer") { Description = "What it brought them" };
        var with = new Option<string[]>("--with") { Description = "Others who took part", AllowMultipleArgumentsPerToken = true };
        var next = new Option<string?>("--next") { Description = "The next step; \"they did not say\" leaves it to the cadence" };
        var on = new Option<string?>("--on") { Description = "Day of the next step" };
        var at = new Option<string?>("--at") { Description = "Time of the next step, in the owner's zone" };
        var promise = new Option<string?>("--promise") { Description = "What you promised" };
        var promisedFor = new Option<string?>("--promised-for") { Description = "The day you promised it for" };
        var until = new Option<string?>("--until") { Description = "Until when: away, quiet, waiting, not now" };
        var reason = new Option<string?>("--reason") { Description = "Why, in their words" };
        var who = new Option<string?>("--who") { Description = "With wrong-person: who the right one is; with left-company: the successor. They become a person at the same company, followed up about the same matter" };
        var whoEmail = new Option<string?>("--who-email") { Description = "Their e-mail address" };
        var whoPhone = new Option<string?>("--who-phone") { Description = "Their number" };
        var mayStay = new Option<string?>("--may-stay-in-touch") { Description = "yes or no" };
        var stayEvery = new Option<int?>("--stay-every-months") { Description = "Months between contacts they allowed" };
        var scope = new Option<string?>("--scope") { Description = "How much an opt-out covers: matter, email, phone or all" };
        var overrule = new Option<string?>("--override") { Description = "Why a guideline was overruled: they-asked, urgent, my-judgement" };
        var service = new Option<bool>("--service") { Description = "Service they have a right to, not an unasked contact" };
        var happened = new Option<string?>("--happened") { Description = "When it happened (default: now)" };
        var id = new Option<string?>("--id") { Description = "A key under which it is recorded once" };
        var command = new Command("log", "Record what happened; it is never refused") { contact, channel, outcome, followUp, by, inbound, outbound, note, offer, with, next, on, at, promise, promisedFor, until, reason, who, whoEmail, whoPhone, mayStay, stayEvery, scope, overrule, service, happened, id };
        command.SetAction(words => CommandLine.Run(words, workspace =>
        {
            var today = workspace.Now.InZone(workspace.Zone).Date;
            var step = words.GetValue(next);
            var unsaid = Words.IsUnsaid(step);
            return LogTouch.Run(workspace, Actor.CommandLine, new TouchInput
            {
                Contact = words.GetValue(contact)!, Channel = words.GetValue(channel)!, Outcome = words.GetValue(outcome)!, FollowUp = words.GetValue(followUp), By = words.GetValue(by),
                Direction = words.GetValue(inbound) ? Direction.In : words.GetValue(outbound) ? Direction.Out : null, Note = words.GetValue(note), Offer = words.GetValue(offer), With = words.GetValue(with) ?? [],
                Next = unsaid ? null : step, TheyDidNotSay = unsaid, On = CommandLine.ReadDate(words.GetValue(on), "on", today), At = CommandLine.ReadTime(words.GetValue(at), "at"),
                Promise = words.GetValue(promise), PromisedFor = CommandLine.ReadDate(words.GetValue(promisedFor), "promised-for", today), Until = CommandLine.ReadDate(words.GetValue(until), "until", today),
                Reason = words.GetValue(reason), Who = words.GetValue(who), WhoEmail = words.GetValue(whoEmail), WhoPhone = words.GetValue(whoPhone), MayStayInTouch = Words.YesOrNo(words.GetValue(mayStay)), StayEveryMonths = words.GetValue(stayEvery), Scope = words.GetValue(scope),
                Override = words.GetValue(overrule), Service = words.GetValue(service), Key = words.GetValue(id),
                Happened = words.GetValue(happened) is { } when ? CommandLine.ReadInstant(when, workspace.Zone) : null,
            });
        }, (logged, output) =>
        {
            output.WriteLine($"Recorded: {logged.Touch.Channel} · {logged.Touch.Outcome}.{(logged.State is null ? "" : $" Now {logged.State}.")}");
            if (logged.NextStep is { } step)
                output.WriteLine($"Next: {step.Step}, {step.At ?? step.Due}.");
            if (logged.State is null)
            {
                foreach (var why in logged.Why)
                    output.WriteLine($"{why.Rule}: {why.Text}");
            }

            if (logged.LedTo is { } led)
                output.WriteLine(LedToTheRightPerson.InWords(led, null));
            foreach (var why in logged.Outside)
                output.WriteLine($"Outside {why.Rule}: {why.Text}");
            if (logged.Changed is { } changed)
                output.WriteLine(changed);
        }));
        return command;
    }

    private static Command Undo()
    {
        var by = Words.By();
        var command = new Command("undo", "Take back the last record") { by };
        command.SetAction(words => CommandLine.Run(words, workspace => UndoLast.Run(workspace, Actor.CommandLine, words.GetValue(by)), (undone, output) =>
            output.WriteLine($"Taken back: {undone.What} with {undone.Name}.{(undone.State is null ? "" : $" Now {undone.State}.")}")));
        return command;
    }

    private static Command Correct()
    {
        var entry = new Argument<long>("ENTRY") { Description = "The number of the record, as shown by: tact show" };
        var outcome = new Option<string?>("--outcome") { Description = "What really came of it" };
        var inbound = new Option<bool>("--in") { Description = "They contacted us" };
        var outbound = new Option<bool>("--out") { Description = "We contacted them" };
        var note = new Option<string?>("--note") { Description = "The right words" };
        var happened = new Option<string?>("--happened") { Description = "When it really happened" };
        var by = Words.By();
        var command = new Command("correct", "Correct an older record by a dated entry") { entry, outcome, inbound, outbound, note, happened, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => CorrectTouch.Run(
            workspace, actor, words.GetValue(entry), words.GetValue(outcome), words.GetValue(inbound) ? Direction.In : words.GetValue(outbound) ? Direction.Out : null, words.GetValue(note),
            words.GetValue(happened) is { } when ? CommandLine.ReadInstant(when, workspace.Zone) : null)), (corrected, output) => output.WriteLine($"Corrected. The first version stays on the timeline.")));
        return command;
    }
}
