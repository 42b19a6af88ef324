using System.CommandLine;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Search;

namespace Tact.Commands;

/// <summary>The commands that work with people: find, show, add, note, wishes, lifting a no.</summary>
public static class PeopleCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() => [Show(), Find(), Add(), Note(), Prefer(), Lift()];

    private static Command Show()
    {
        var contact = Words.Contact();
        var command = new Command("show", "Everything about one person") { contact };
        command.SetAction(words => CommandLine.Run(words, workspace => ShowContact.Run(workspace, Actor.CommandLine, words.GetValue(contact)!), (shown, output) =>
        {
            output.WriteLine($"{shown.Contact.Name}{(shown.Contact.Company is null ? "" : ", " + shown.Contact.Company)} · {shown.State ?? "not followed up"}");
            output.WriteLine($"  zone {shown.Zone} ({shown.ZoneFrom}), calendar {shown.Calendar ?? "Monday to Friday"}");
            foreach (var talk in shown.TalksThere)
                output.WriteLine($"  {talk.Name}, of the same company, talked with {talk.Owner} about {talk.Matter} on {talk.On}");
            foreach (var followUp in shown.FollowUps)
                output.WriteLine($"  {followUp.Id} {followUp.Matter}: {followUp.State}, {followUp.Counts.ApproachesInCycle} approaches in cycle {followUp.Counts.Cycles}; next: {followUp.NextStep?.Step} {followUp.NextStep?.Due}");
            foreach (var promise in shown.Promises)
                output.WriteLine($"  promised for {promise.For}: {promise.What} ({promise.State})");
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
        var city = new Option<string?>("--city") { Description = "Their town" };
        var region = new Option<string?>("--region") { Description = "Their state or region" };
        var country = new Option<string?>("--country") { Description = "Their country" };
        var tags = new Option<string?>("--tag") { Description = "client, prospect, partner" };
        var referred = new Option<string?>("--referred-by") { Description = "Who sent you: id, e-mail or unique name" };
        var command = new Command("add", "Add a person") { text, company, role, zone, city, region, country, tags, referred };
        command.SetAction(words => CommandLine.Run(
            words,
            workspace =>
            {
                var input = AddContact.FromOneField(words.GetValue(text)!);
                return AddContact.Run(workspace, Actor.CommandLine, input with { Company = words.GetValue(company) ?? input.Company, Role = words.GetValue(role) ?? input.Role, Zone = words.GetValue(zone), City = words.GetValue(city), Region = words.GetValue(region), Country = words.GetValue(country), Tags = words.GetValue(tags), ReferredBy = words.GetValue(referred) });
            },
            (added, output) => output.WriteLine(added.WasKnown ? $"{added.Name} was known already: {added.Id}." : $"Added {added.Name}: {added.Id}.")));
        return command;
    }

    private static Command Note()
    {
        var contact = Words.Contact();
        var text = new Argument<string>("TEXT") { Description = "What to keep" };
        var followUp = Words.WhichFollowUp();
        var needs = new Option<bool>("--needs-next-step") { Description = "It was broken off: ask for a next step on Today" };
        var by = Words.By();
        var command = new Command("note", "Add a note, without a touch") { contact, text, followUp, needs, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
            AddNote.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(text)!, words.GetValue(followUp), words.GetValue(needs))), (note, output) => output.WriteLine("Kept.")));
        return command;
    }

    private static Command Prefer()
    {
        var contact = Words.Contact();
        var channel = new Option<string?>("--channel") { Description = "The channel they asked for" };
        var every = new Option<string?>("--every") { Description = "How often, such as \"1 month\" or \"2 weeks\"" };
        var hours = new Option<string?>("--hours") { Description = "Hours in their zone, such as 9-12" };
        var quiet = new Option<string?>("--quiet-until") { Description = "They asked for quiet until this day" };
        var evidence = new Option<string>("--evidence") { Description = "How and when they told you", Required = true };
        var by = Words.By();
        var command = new Command("prefer", "Record how somebody would like to be followed up; what is not named stays as it was") { contact, channel, every, hours, quiet, evidence, by };
        command.SetAction(words => CommandLine.Run(words, workspace =>
        {
            var (from, until) = Words.Hours(words.GetValue(hours));
            return Words.As(workspace, words.GetValue(by), actor => SetPreference.Add(
                workspace, actor, words.GetValue(contact)!, new PreferenceInput(words.GetValue(channel), Words.Days(words.GetValue(every)), from, until, null, words.GetValue(evidence)!),
                CommandLine.ReadDate(words.GetValue(quiet), "quiet-until", Words.Today(workspace))));
        }, (_, output) => output.WriteLine("Kept. It counts from now on.")));
        return command;
    }

    private static Command Lift()
    {
        var contact = Words.Contact();
        var scope = new Option<string>("--scope") { Description = string.Join(", ", Names.All<StopScope>()), Required = true };
        var evidence = new Option<string>("--evidence") { Description = "How and when they told you", Required = true };
        var by = Words.By();
        var command = new Command("lift", "Lift a no, with evidence; managers and admins only") { contact, scope, evidence, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
            LiftStop.Run(workspace, actor, words.GetValue(contact)!, words.GetValue(scope)!, words.GetValue(evidence)!)), (_, output) => output.WriteLine("Lifted, with its evidence on record.")));
        return command;
    }
}
