using System.CommandLine;
using Tact.Accounts;
using Tact.Core;
using Tact.Doctor;
using Tact.Etiquette;
using Tact.FollowUps;
using Tact.Today;
using Tact.Waiting;

namespace Tact.Commands;

/// <summary>The commands that work with follow-ups: start, today, waiting, ask, and changes without a touch.</summary>
public static class FollowUpCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Start(), Today(), Plan(), Waiting(), Ask(), Pause(), Next(), PutOff(), Promise(), Thank(), Resume(), Hand(), Doctor()];

    private static Command Start()
    {
        var contact = new Argument<string?>("CONTACT") { Description = "Id, e-mail or unique name; leave out with --tag", Arity = ArgumentArity.ZeroOrOne };
        var tag = new Option<string?>("--tag") { Description = "Start everyone with this tag or label" };
        var perDay = new Option<int?>("--per-day") { Description = "With --tag: so many first contacts a day" };
        var owner = new Option<string>("--owner") { Description = "Who follows up, by e-mail", Required = true };
        var matter = new Option<string?>("--matter") { Description = "What it is about, such as \"spring offer\"" };
        var situation = new Option<string?>("--situation") { Description = string.Join(", ", Names.All<Situation>()) };
        var preset = new Option<string?>("--etiquette") { Description = string.Join(", ", PolicyFiles.Presets.Keys) };
        var cadence = new Option<string?>("--cadence") { Description = string.Join(", ", PolicyFiles.Cadences.Keys) };
        var on = new Option<string?>("--on") { Description = "The first day (default: today)" };
        var successorOf = new Option<string?>("--successor-of") { Description = "Who has left and is succeeded: their history is known here, the count begins afresh", HelpName = "CONTACT" };
        var command = new Command("start", "Start following somebody up about a matter") { contact, tag, perDay, owner, matter, situation, preset, cadence, on, successorOf };
        command.SetAction(words =>
        {
            if ((words.GetValue(contact) is null) == (words.GetValue(tag) is null))
                return CommandLine.Fail(words, 2, [new Problem("contact", "Say who: a CONTACT, or --tag T for everyone who carries it.")]);
            StartInput Input(Workspace workspace) => new()
            {
                Owner = words.GetValue(owner)!, Matter = words.GetValue(matter), Situation = words.GetValue(situation), Preset = words.GetValue(preset), Cadence = words.GetValue(cadence), SuccessorOf = words.GetValue(successorOf),
                StartOn = CommandLine.ReadDate(words.GetValue(on), "on", Words.Today(workspace)),
            };
            return words.GetValue(tag) is { } list
                ? CommandLine.Run(words, workspace => StartFocusList.ByTag(workspace, Actor.CommandLine, list, words.GetValue(perDay), Input(workspace)), (started, output) =>
                {
                    output.WriteLine($"{started.Started} follow-ups started, first contacts from {started.First} to {started.Last}.");
                    foreach (var skipped in started.Skipped)
                        output.WriteLine($"Left out {skipped.Contact}: {skipped.Why}");
                })
                : CommandLine.Run(words, workspace => StartFollowUp.Run(workspace, Actor.CommandLine, words.GetValue(contact)!, Input(workspace)), (started, output) =>
                {
                    output.WriteLine($"Follow-up {started.FollowUp} about {started.Matter} ({started.Situation}, {started.Etiquette}); first due {started.Due}.");
                    if (started.TookOverFrom is { } before)
                        output.WriteLine($"Took over from {before.Name}; {(before.Talked is null ? "no talk with them on record" : $"last talked {before.Talked}")}.");
                    if (started.Thank is { } referrer)
                        output.WriteLine($"{referrer.Name} sent you: thank them. tact thank {started.Contact}");
                });
        });
        return command;
    }

    private static Command Today()
    {
        var owner = new Option<string>("--owner") { Description = "Whose Today, by e-mail", Required = true };
        var limit = new Option<int?>("--limit") { Description = "So many rows, whatever fits the day (default: what fits the day)" };
        var command = new Command("today", "Who to contact today, and why") { owner, limit };
        command.SetAction(words => CommandLine.Run(words, workspace => ShowToday.Run(workspace, Actor.CommandLine, words.GetValue(owner)!, words.GetValue(limit)), (rows, output) =>
        {
            if (rows.Count == 0)
                output.WriteLine("Nothing is due today.");
            foreach (var row in rows)
            {
                output.WriteLine($"{row.Contact.Name}{(row.Contact.Company is null ? "" : ", " + row.Contact.Company)}  {row.Contact.Phone ?? row.Contact.Email}  {row.Contact.LocalTime} there{(row.CoverFor is { } away ? $"  for {away.Name}, away until {away.Until}" : "")}{(row.PlannedFor is { } planned ? $"  planned for {planned}" : "")}");
                output.WriteLine($"  {(row.Outgoing is { } written ? $"Written; {(written.LeavesAt is { } leaves ? $"leaves {leaves}" : written.State == "in-doubt" ? "nobody knows yet whether it arrived" : "leaves now")}" : row.Step)}{(row.Of is null ? "" : $" · {row.Approach} of {row.Of}")} · {string.Join(" ", row.Why.Select(w => $"{w.Text} ({w.Rule})"))}");
            }
        }));
        return command;
    }

    private static Command Thank()
    {
        var contact = new Argument<string>("CONTACT") { Description = "Whom somebody sent you to: id, e-mail or unique name" };
        var by = Words.By();
        var command = new Command("thank", "Promise to thank the one who sent you to somebody, on the next working day") { contact, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => ThankReferrer.Run(workspace, actor, words.GetValue(contact)!)), (changed, output) =>
            output.WriteLine($"{changed.NextStep?.Step}: {changed.NextStep?.Due}.")));
        return command;
    }

    private static Command Plan()
    {
        var owner = new Option<string>("--owner") { Description = "Whose days, by e-mail", Required = true };
        var command = new Command("plan", "When more is due than fits the day: what moves, and to when") { owner };
        command.SetAction(words => CommandLine.Run(words, workspace => PlanDays.Run(workspace, Actor.CommandLine, words.GetValue(owner)!), (plan, output) =>
        {
            output.WriteLine(plan.Moved.Count == 0 ? $"All {plan.Due} fit today." : $"{plan.Due} are due and {plan.FitToday} of them fit today; {plan.Moved.Count} move.");
            if (plan.Because is { } because)
                output.WriteLine(because);
            foreach (var day in plan.Days)
                output.WriteLine($"{day.Day}  {day.Items}");
            foreach (var item in plan.Moved)
                output.WriteLine($"  {item.Name}{(item.Company is null ? "" : ", " + item.Company)}: {item.Step} · {item.Due} → {item.Planned} · {item.Why}");
        }));
        return command;
    }

    private static Command Waiting()
    {
        var owner = new Option<string>("--owner") { Description = "Whose people, by e-mail", Required = true };
        var state = new Option<string?>("--state") { Description = "active, waiting-for-them, paused, resting, will-call" };
        var command = new Command("waiting", "Everyone without an answer") { owner, state };
        command.SetAction(words => CommandLine.Run(words, workspace => ListWaiting.Run(workspace, Actor.CommandLine, words.GetValue(owner)!, words.GetValue(state), null), (listed, output) =>
        {
            foreach (var row in listed.Rows)
                output.WriteLine($"{row.Until}  {row.State,-16} {row.Name}{(row.Company is null ? "" : ", " + row.Company)} · {row.Step} · {row.DaysWithoutAnswer} days without an answer");
        }));
        return command;
    }

    private static Command Ask()
    {
        var contact = Words.Contact();
        var channel = new Argument<string>("CHANNEL") { Description = string.Join(", ", Names.All<Channel>()) };
        var by = Words.By();
        var followUp = Words.WhichFollowUp();
        var matter = new Option<string?>("--matter") { Description = "About which matter" };
        var command = new Command("ask", "Ask whether somebody may be contacted now, and if not, when") { contact, channel, by, followUp, matter };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace => AskVerdict.Run(workspace, Actor.CommandLine, words.GetValue(contact)!, words.GetValue(channel)!, words.GetValue(by), words.GetValue(followUp), words.GetValue(matter)),
            (verdict, output) =>
            {
                output.WriteLine(verdict.Verdict switch { "allow" => "Yes.", "hold" => $"Not yet: from {verdict.Until}.", _ => "No." });
                foreach (var reason in verdict.Reasons)
                    output.WriteLine($"  {reason.Rule}: {reason.Text}");
            }));
        return command;
    }

    private static Command Pause()
    {
        var contact = Words.Contact();
        var reason = new Option<string>("--reason") { Description = string.Join(", ", Names.All<StallReason>()), Required = true };
        var until = new Option<string?>("--until") { Description = "Until when (default: the reason's patience)" };
        var note = new Option<string?>("--note") { Description = "A line about it" };
        var followUp = Words.WhichFollowUp();
        var by = Words.By();
        var command = new Command("pause", "Leave somebody in peace for a reason, until a date") { contact, reason, until, note, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
            PauseFollowUp.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(reason)!, CommandLine.ReadDate(words.GetValue(until), "until", Words.Today(workspace)), words.GetValue(note))), Words.Changed));
        return command;
    }

    private static Command Next()
    {
        var contact = Words.Contact();
        var step = new Argument<string>("STEP") { Description = "What to do; \"they did not say\" leaves it to the cadence" };
        var on = new Option<string?>("--on") { Description = "The day" };
        var at = new Option<string?>("--at") { Description = "The time, in the owner's zone" };
        var followUp = Words.WhichFollowUp();
        var by = Words.By();
        var command = new Command("next", "Set the next step, without a touch") { contact, step, on, at, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
            SetNextStep.Run(
                workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), Words.IsUnsaid(words.GetValue(step)) ? null : words.GetValue(step),
                CommandLine.ReadDate(words.GetValue(on), "on", Words.Today(workspace)), CommandLine.ReadTime(words.GetValue(at), "at"))), Words.Changed));
        return command;
    }

    private static Command PutOff()
    {
        var contact = Words.Contact();
        var because = new Argument<string>("BECAUSE") { Description = "Why not today" };
        var until = new Option<string?>("--until") { Description = "The day (default: the next working day)" };
        var followUp = Words.WhichFollowUp();
        var by = Words.By();
        var command = new Command("put-off", "Not today, because …") { contact, because, until, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
            PutOffStep.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(because)!, CommandLine.ReadDate(words.GetValue(until), "until", Words.Today(workspace)))), Words.Changed));
        return command;
    }

    private static Command Promise()
    {
        var contact = Words.Contact();
        var what = new Argument<string>("WHAT") { Description = "What you will do, such as \"Call about the figures\"" };
        var on = new Option<string>("--for") { Description = "The day, unless you hear from them before", Required = true };
        var followUp = Words.WhichFollowUp();
        var by = Words.By();
        var command = new Command("promise", "Record what you said you would do on a day, unless they answer first") { contact, what, on, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
            MakePromise.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(what)!, CommandLine.ReadDate(words.GetValue(on), "for", Words.Today(workspace)))), Words.Changed));
        return command;
    }

    private static Command Resume()
    {
        var contact = Words.Contact();
        var followUp = Words.WhichFollowUp();
        var by = Words.By();
        var command = new Command("resume", "End a pause, rest or wait") { contact, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => ResumeFollowUp.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp))), Words.Changed));
        return command;
    }

    private static Command Hand()
    {
        var contact = Words.Contact();
        var to = new Option<string>("--to") { Description = "The colleague, by e-mail", Required = true };
        var note = new Option<string?>("--note") { Description = "What they should know" };
        var followUp = Words.WhichFollowUp();
        var by = Words.By();
        var command = new Command("hand-over", "Give a follow-up to a colleague, with its history") { contact, to, note, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => HandOver.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(to)!, words.GetValue(note))), Words.Changed));
        return command;
    }

    private static Command Doctor()
    {
        var command = new Command("doctor", "Recompute every stored decision from the timelines and compare");
        command.SetAction(words =>
        {
            var exit = 0;
            var code = CommandLine.Run(words, workspace =>
            {
                var examined = CheckDecisions.Run(workspace);
                exit = examined.Differences.Count == 0 ? 0 : 1;
                return new Result<Examined>.Ok(examined);
            }, (examined, output) =>
            {
                output.WriteLine($"{examined.FollowUps} follow-ups of {examined.Contacts} people recomputed, {examined.Queued} waiting for a new decision.");
                output.WriteLine(examined.Differences.Count == 0 ? "No difference." : $"{examined.Differences.Count} differences:");
                foreach (var difference in examined.Differences)
                    output.WriteLine($"  {difference.What} {difference.Id} {difference.Field}: stored {difference.Stored ?? "nothing"}, recomputed {difference.Recomputed ?? "nothing"}");
            });
            return code != 0 ? code : exit;
        });
        return command;
    }
}
