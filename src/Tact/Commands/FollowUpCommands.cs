using System.CommandLine;
using NodaTime;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Doctor;
using Tact.Etiquette;
using Tact.FollowUps;
using Tact.Search;
using Tact.Today;
using Tact.Touches;
using Tact.Waiting;

namespace Tact.Commands;

/// <summary>The commands that work with people and follow-ups.</summary>
public static class FollowUpCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Start(), Today(), Log(), Ask(), Show(), Find(), Add(), Pause(), Next(), PutOff(), Resume(), Hand(), Note(), Prefer(), Lift(), Undo(), Correct(), Waiting(), Doctor()];

    private static Argument<string> Contact() => new("CONTACT") { Description = "Id, e-mail or unique name" };

    private static Option<long?> WhichFollowUp() => new("--followup") { Description = "Which follow-up, when several are open" };

    private static Option<string?> By() => new("--by") { Description = "Who acts, by e-mail (default: the follow-up's owner)" };

    private static LocalDate Today(Workspace workspace) => workspace.Now.InZone(workspace.Zone).Date;

    /// <summary>The command line acts as the user named with --by, else as whoever owns the follow-up.</summary>
    private static Result<T> As<T>(Workspace workspace, string? by, Func<Actor, Result<T>> work) => by is null
        ? work(Actor.CommandLine)
        : workspace.Data.Read(session => Actor.Find(session, by, "by")).Then(user => work(new Actor(user.Id, user.Role)));

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
        var command = new Command("start", "Start following somebody up about a matter") { contact, tag, perDay, owner, matter, situation, preset, cadence, on };
        command.SetAction(words =>
        {
            if ((words.GetValue(contact) is null) == (words.GetValue(tag) is null))
                return CommandLine.Fail(words, 2, [new Problem("contact", "Say who: a CONTACT, or --tag T for everyone who carries it.")]);
            StartInput Input(Workspace workspace) => new()
            {
                Owner = words.GetValue(owner)!, Matter = words.GetValue(matter), Situation = words.GetValue(situation), Preset = words.GetValue(preset), Cadence = words.GetValue(cadence),
                StartOn = CommandLine.ReadDate(words.GetValue(on), "on", Today(workspace)),
            };
            return words.GetValue(tag) is { } list
                ? CommandLine.Run(words, workspace => StartFocusList.ByTag(workspace, Actor.CommandLine, list, words.GetValue(perDay), Input(workspace)), (started, output) =>
                {
                    output.WriteLine($"{started.Started} follow-ups started, first contacts from {started.First} to {started.Last}.");
                    foreach (var skipped in started.Skipped)
                        output.WriteLine($"Left out {skipped.Contact}: {skipped.Why}");
                })
                : CommandLine.Run(words, workspace => StartFollowUp.Run(workspace, Actor.CommandLine, words.GetValue(contact)!, Input(workspace)), (started, output) =>
                    output.WriteLine($"Follow-up {started.FollowUp} about {started.Matter} ({started.Situation}, {started.Etiquette}); first due {started.Due}."));
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
                output.WriteLine($"{row.Contact.Name}{(row.Contact.Company is null ? "" : ", " + row.Contact.Company)}  {row.Contact.Phone ?? row.Contact.Email}  {row.Contact.LocalTime} there");
                output.WriteLine($"  {row.Step}{(row.Of is null ? "" : $" · {row.Approach} of {row.Of}")} · {string.Join(" ", row.Why.Select(w => $"{w.Text} ({w.Rule})"))}");
            }
        }));
        return command;
    }

    private static Command Ask()
    {
        var contact = Contact();
        var channel = new Argument<string>("CHANNEL") { Description = string.Join(", ", Names.All<Channel>()) };
        var by = By();
        var followUp = WhichFollowUp();
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

    private static Command Show()
    {
        var contact = Contact();
        var command = new Command("show", "Everything about one person") { contact };
        command.SetAction(words => CommandLine.Run(words, workspace => ShowContact.Run(workspace, Actor.CommandLine, words.GetValue(contact)!), (shown, output) =>
        {
            output.WriteLine($"{shown.Contact.Name}{(shown.Contact.Company is null ? "" : ", " + shown.Contact.Company)} · {shown.State ?? "not followed up"}");
            foreach (var followUp in shown.FollowUps)
                output.WriteLine($"  {followUp.Id} {followUp.Matter}: {followUp.State}, {followUp.Counts.ApproachesInCycle} approaches in cycle {followUp.Counts.Cycles}; next: {followUp.NextStep?.Step} {followUp.NextStep?.Due}");
            foreach (var line in shown.Timeline.Take(20))
                output.WriteLine($"  {line.At} {line.Kind} {line.Channel} {line.Outcome} {line.Note ?? line.What}{(line.Undone ? " (taken back)" : "")}");
        }));
        return command;
    }

    private static Command Find()
    {
        var text = new Argument<string>("TEXT") { Description = "Any part of a name, company, e-mail address or number" };
        var command = new Command("find", "Find people and companies") { text };
        command.SetAction(words => CommandLine.Run(words, workspace => new Result<Found>.Ok(FindPeople.Run(workspace, words.GetValue(text))), (found, output) =>
        {
            foreach (var person in found.People)
                output.WriteLine($"{person.Id}  {person.Name}{(person.Company is null ? "" : ", " + person.Company)}  {person.Phone}  {person.Email}");
            foreach (var company in found.Companies)
                output.WriteLine($"company {company.Id}  {company.Name}");
        }));
        return command;
    }

    private static Command Add()
    {
        var text = new Argument<string>("WHO") { Description = "A name, an e-mail address or a number, or several with commas" };
        var company = new Option<string?>("--company") { Description = "The company's name" };
        var role = new Option<string?>("--role") { Description = "What they do" };
        var zone = new Option<string?>("--contact-zone") { Description = "Their time zone" };
        var tags = new Option<string?>("--tag") { Description = "client, prospect, partner" };
        var referred = new Option<string?>("--referred-by") { Description = "Who sent you: id, e-mail or unique name" };
        var command = new Command("add", "Add a person") { text, company, role, zone, tags, referred };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace =>
            {
                var input = AddContact.FromOneField(words.GetValue(text)!);
                return AddContact.Run(workspace, Actor.CommandLine, input with { Company = words.GetValue(company) ?? input.Company, Role = words.GetValue(role) ?? input.Role, Zone = words.GetValue(zone), Tags = words.GetValue(tags), ReferredBy = words.GetValue(referred) });
            },
            (added, output) => output.WriteLine(added.WasKnown ? $"{added.Name} was known already: {added.Id}." : $"Added {added.Name}: {added.Id}.")));
        return command;
    }

    private static Command Pause()
    {
        var contact = Contact();
        var reason = new Option<string>("--reason") { Description = string.Join(", ", Names.All<StallReason>()), Required = true };
        var until = new Option<string?>("--until") { Description = "Until when (default: the reason's patience)" };
        var note = new Option<string?>("--note") { Description = "A line about it" };
        var followUp = WhichFollowUp();
        var by = By();
        var command = new Command("pause", "Leave somebody in peace for a reason, until a date") { contact, reason, until, note, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor =>
            PauseFollowUp.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(reason)!, CommandLine.ReadDate(words.GetValue(until), "until", Today(workspace)), words.GetValue(note))), Changed));
        return command;
    }

    private static Command Next()
    {
        var contact = Contact();
        var step = new Argument<string>("STEP") { Description = "What to do; \"they did not say\" leaves it to the cadence" };
        var on = new Option<string?>("--on") { Description = "The day" };
        var at = new Option<string?>("--at") { Description = "The time, in the owner's zone" };
        var followUp = WhichFollowUp();
        var by = By();
        var command = new Command("next", "Set the next step, without a touch") { contact, step, on, at, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor =>
            SetNextStep.Run(
                workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), IsUnsaid(words.GetValue(step)) ? null : words.GetValue(step),
                CommandLine.ReadDate(words.GetValue(on), "on", Today(workspace)), CommandLine.ReadTime(words.GetValue(at), "at"))), Changed));
        return command;
    }

    private static Command PutOff()
    {
        var contact = Contact();
        var because = new Argument<string>("BECAUSE") { Description = "Why not today" };
        var until = new Option<string?>("--until") { Description = "The day (default: the next working day)" };
        var followUp = WhichFollowUp();
        var by = By();
        var command = new Command("put-off", "Not today, because …") { contact, because, until, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor =>
            PutOffStep.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(because)!, CommandLine.ReadDate(words.GetValue(until), "until", Today(workspace)))), Changed));
        return command;
    }

    private static Command Resume()
    {
        var contact = Contact();
        var followUp = WhichFollowUp();
        var by = By();
        var command = new Command("resume", "End a pause, rest or wait") { contact, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor => ResumeFollowUp.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp))), Changed));
        return command;
    }

    private static Command Hand()
    {
        var contact = Contact();
        var to = new Option<string>("--to") { Description = "The colleague, by e-mail", Required = true };
        var note = new Option<string?>("--note") { Description = "What they should know" };
        var followUp = WhichFollowUp();
        var by = By();
        var command = new Command("hand-over", "Give a follow-up to a colleague, with its history") { contact, to, note, followUp, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor => HandOver.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(followUp), words.GetValue(to)!, words.GetValue(note))), Changed));
        return command;
    }

    private static Command Note()
    {
        var contact = Contact();
        var text = new Argument<string>("TEXT") { Description = "What to keep" };
        var followUp = WhichFollowUp();
        var needs = new Option<bool>("--needs-next-step") { Description = "It was broken off: ask for a next step on Today" };
        var by = By();
        var command = new Command("note", "Add a note, without a touch") { contact, text, followUp, needs, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor =>
            AddNote.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(text)!, words.GetValue(followUp), words.GetValue(needs))), (note, output) => output.WriteLine("Kept.")));
        return command;
    }

    private static Command Prefer()
    {
        var contact = Contact();
        var channel = new Option<string?>("--channel") { Description = "The channel they asked for" };
        var every = new Option<string?>("--every") { Description = "How often, such as \"1 month\" or \"2 weeks\"" };
        var hours = new Option<string?>("--hours") { Description = "Hours in their zone, such as 9-12" };
        var evidence = new Option<string>("--evidence") { Description = "How and when they told you", Required = true };
        var command = new Command("prefer", "Record how somebody would like to be followed up") { contact, channel, every, hours, evidence };
        command.SetAction(words => CommandLine.Run(words, workspace =>
        {
            var (from, until) = Hours(words.GetValue(hours));
            return SetPreference.Run(workspace, Actor.CommandLine, words.GetValue(contact)!, new PreferenceInput(words.GetValue(channel), Days(words.GetValue(every)), from, until, null, words.GetValue(evidence)!));
        }, (_, output) => output.WriteLine("Kept. It counts from now on.")));
        return command;
    }

    private static Command Lift()
    {
        var contact = Contact();
        var scope = new Option<string>("--scope") { Description = string.Join(", ", Names.All<StopScope>()), Required = true };
        var evidence = new Option<string>("--evidence") { Description = "How and when they told you", Required = true };
        var by = By();
        var command = new Command("lift", "Lift a no, with evidence; managers and admins only") { contact, scope, evidence, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor =>
            LiftStop.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(scope)!, words.GetValue(evidence)!)), (_, output) => output.WriteLine("Lifted, with its evidence on record.")));
        return command;
    }

    private static Command Undo()
    {
        var by = By();
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
        var by = By();
        var command = new Command("correct", "Correct an older record by a dated entry") { entry, outcome, inbound, outbound, note, happened, by };
        command.SetAction(words => CommandLine.Run(words, workspace => As(workspace, words.GetValue(by), actor => CorrectTouch.Run(
            workspace, actor, words.GetValue(entry), words.GetValue(outcome), words.GetValue(inbound) ? Direction.In : words.GetValue(outbound) ? Direction.Out : null, words.GetValue(note),
            words.GetValue(happened) is { } when ? CommandLine.ReadInstant(when, workspace.Zone) : null)), (corrected, output) => output.WriteLine($"Corrected. The first version stays on the timeline.")));
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

    private static void Changed(ChangedFollowUp changed, TextWriter output) =>
        output.WriteLine($"Now {changed.State}.{(changed.NextStep is { } step ? $" Next: {step.Step}, {step.At ?? step.Due}." : "")}");

    private static bool IsUnsaid(string? step) => Folded.Text(step) is "they did not say" or "did not say" or "default";

    private static (int? From, int? Until) Hours(string? text)
    {
        if (text is null)
            return (null, null);
        return text.Split('-') is [var a, var b] && int.TryParse(a.Trim().Split(':')[0], out var from) && int.TryParse(b.Trim().Split(':')[0], out var until)
            ? (from, until) : throw new BadInput("hours", $"\"{text}\" are no hours. Write them as 9-12.");
    }

    private static int? Days(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var parts = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (count, unit) = parts is [var n, var u] && int.TryParse(n, out var number) ? (number, u) : (1, parts[^1]);
        var days = unit.ToLowerInvariant().TrimEnd('s') switch { "day" => 1, "week" => 7, "month" => 30, "quarter" => 91, "year" => 365, _ => 0 };
        return days * count is > 0 and var total ? total : throw new BadInput("every", $"\"{text}\" is no rhythm. Write it as \"1 month\" or \"2 weeks\".");
    }

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
        var mayStay = new Option<string?>("--may-stay-in-touch") { Description = "yes or no" };
        var stayEvery = new Option<int?>("--stay-every-months") { Description = "Months between contacts they allowed" };
        var scope = new Option<string?>("--scope") { Description = "How much an opt-out covers: matter, email, phone or all" };
        var overrule = new Option<string?>("--override") { Description = "Why a guideline was overruled: they-asked, urgent, my-judgement" };
        var service = new Option<bool>("--service") { Description = "Service they have a right to, not an unasked contact" };
        var happened = new Option<string?>("--happened") { Description = "When it happened (default: now)" };
        var id = new Option<string?>("--id") { Description = "A key under which it is recorded once" };
        var command = new Command("log", "Record what happened; it is never refused") { contact, channel, outcome, followUp, by, inbound, outbound, note, offer, with, next, on, at, promise, promisedFor, until, reason, mayStay, stayEvery, scope, overrule, service, happened, id };
        command.SetAction(words => CommandLine.Run(words, workspace =>
        {
            var today = workspace.Now.InZone(workspace.Zone).Date;
            var step = words.GetValue(next);
            var unsaid = IsUnsaid(step);
            return LogTouch.Run(workspace, Actor.CommandLine, new TouchInput
            {
                Contact = words.GetValue(contact)!, Channel = words.GetValue(channel)!, Outcome = words.GetValue(outcome)!, FollowUp = words.GetValue(followUp), By = words.GetValue(by),
                Direction = words.GetValue(inbound) ? Direction.In : words.GetValue(outbound) ? Direction.Out : null, Note = words.GetValue(note), Offer = words.GetValue(offer), With = words.GetValue(with) ?? [],
                Next = unsaid ? null : step, TheyDidNotSay = unsaid, On = CommandLine.ReadDate(words.GetValue(on), "on", today), At = CommandLine.ReadTime(words.GetValue(at), "at"),
                Promise = words.GetValue(promise), PromisedFor = CommandLine.ReadDate(words.GetValue(promisedFor), "promised-for", today), Until = CommandLine.ReadDate(words.GetValue(until), "until", today),
                Reason = words.GetValue(reason), MayStayInTouch = YesOrNo(words.GetValue(mayStay)), StayEveryMonths = words.GetValue(stayEvery), Scope = words.GetValue(scope),
                Override = words.GetValue(overrule), Service = words.GetValue(service), Key = words.GetValue(id),
                Happened = words.GetValue(happened) is { } when ? CommandLine.ReadInstant(when, workspace.Zone) : null,
            });
        }, (logged, output) =>
        {
            output.WriteLine($"Recorded: {logged.Touch.Channel} · {logged.Touch.Outcome}.{(logged.State is null ? "" : $" Now {logged.State}.")}");
            if (logged.NextStep is { } step)
                output.WriteLine($"Next: {step.Step}, {step.At ?? step.Due}.");
            foreach (var why in logged.Outside)
                output.WriteLine($"Outside {why.Rule}: {why.Text}");
            if (logged.Changed is { } changed)
                output.WriteLine(changed);
        }));
        return command;
    }

    /// <summary>Reads yes or no, in a few languages; null when nothing was said.</summary>
    public static bool? YesOrNo(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "yes" or "y" or "true" or "1" => true,
        "no" or "n" or "false" or "0" => false,
        _ => throw new BadInput("may-stay-in-touch", $"\"{text}\" is neither yes nor no."),
    };
}
