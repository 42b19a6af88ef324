using System.CommandLine;
using Tact.Commands;
using Tact.Core;
using Tact.Core.Homework;

namespace Tact.Homework;

/// <summary>The commands of homework: facts, what we sell, the ideal client, the focus list.</summary>
public static class HomeworkCommands
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Command> All() =>
    [
        FactCommands.Fact(), new("offering", "What we sell, and what sets it apart for whom") { Offerings(), AddOffering(), Fits(), RetireOffering() },
        new("ideal", "What an ideal client is like") { Qualifiers(), AddQualifier(), RetireQualifier() }, FitOf(), new("focus", "The few companies a seller works on") { Focus(), PutOn(), TakeOff() },
        .. MapCommands.All(),
    ];

    private static Command Offerings()
    {
        var command = new Command("list", "All of it");
        command.SetAction(words => CommandLine.Run(words, workspace => new Result<IReadOnlyList<Offering>>.Ok(workspace.Data.Read(WhatWeSell.All)), (all, output) =>
        {
            if (all.Count == 0)
                output.WriteLine("Nothing is written yet.");
            foreach (var offering in all)
                Print(offering, output);
        }));
        return command;
    }

    private static Command AddOffering()
    {
        var name = new Argument<string>("NAME") { Description = "What it is called" };
        var does = new Option<string>("--does") { Description = "What it does for them", Required = true };
        var industry = new Option<string?>("--industry") { Description = "For these industries, with commas" };
        var role = new Option<string?>("--role") { Description = "For these roles, with commas" };
        var problem = new Option<string?>("--problem") { Description = "The problem it solves for them" };
        var apart = new Option<string?>("--apart") { Description = "What sets it apart for them" };
        var proof = new Option<string?>("--proof") { Description = "What shows it" };
        var by = Words.By();
        var command = new Command("add", "Add something we sell; by the same name again, one more audience of it") { name, does, industry, role, problem, apart, proof, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
        {
            var known = workspace.Data.Read(WhatWeSell.All).Find(one => Folded.Text(one.Name) == Folded.Text(words.GetValue(name)));
            AudienceInput[] added = words.GetValue(problem) is null && words.GetValue(apart) is null ? [] : [new(words.GetValue(industry), words.GetValue(role), words.GetValue(problem), words.GetValue(apart), words.GetValue(proof))];
            return WhatWeSell.Save(workspace, actor, known?.Id, new OfferingInput(words.GetValue(name), words.GetValue(does), [.. (known?.Audiences ?? []).Select(one => new AudienceInput(one.Industry, one.Role, one.Problem, one.Apart, one.Proof)), .. added]));
        }), Print));
        return command;
    }

    private static Command Fits()
    {
        var contact = Words.Contact();
        var command = new Command("fit", "What of it fits a person") { contact };
        command.SetAction(words => CommandLine.Run(words, workspace => WhatWeSell.For(workspace, words.GetValue(contact)!), (fit, output) =>
            output.WriteLine(fit.Fits is { } fits ? $"{fits.Offering.Name}, {fits.Why}: {fits.Audience?.Problem ?? fits.Offering.Does}" : "Nothing that is written fits what is known of them.")));
        return command;
    }

    private static Command RetireOffering()
    {
        var id = new Argument<long>("ID") { Description = "Its number" };
        var by = Words.By();
        var command = new Command("retire", "It is no longer sold") { id, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => WhatWeSell.Retire(workspace, actor, words.GetValue(id))), (offering, output) => output.WriteLine($"{offering.Name} is no longer offered.")));
        return command;
    }

    private static void Print(Offering offering, TextWriter output)
    {
        output.WriteLine($"{offering.Id,4}  {offering.Name}: {offering.Does}");
        foreach (var audience in offering.Audiences)
            output.WriteLine($"      {(audience.Role.Length > 0 ? audience.Role : "anybody")} in {(audience.Industry.Length > 0 ? audience.Industry : "any industry")}: {audience.Problem} {audience.Apart}".TrimEnd());
    }

    private static Command Qualifiers()
    {
        var command = new Command("list", "All qualifiers");
        command.SetAction(words => CommandLine.Run(words, workspace => new Result<IReadOnlyList<QualifierShown>>.Ok(workspace.Data.Read(IdealClient.All)), (all, output) =>
        {
            foreach (var one in all)
                Print(one, output);
        }));
        return command;
    }

    private static Command AddQualifier()
    {
        var name = new Argument<string>("NAME") { Description = "What you look for, or a question to answer with yes or no" };
        var weight = new Option<int>("--weight") { Description = "Points, 1 to 10", Required = true };
        var field = new Option<string?>("--field") { Description = $"{string.Join(", ", IdealClient.Fields)}, or a column you imported" };
        var condition = new Option<string?>("--condition") { Description = string.Join(", ", Names.All<Condition>()) };
        var value = new Option<string?>("--value") { Description = "Several with commas; a number for at-least and at-most" };
        var by = Words.By();
        var command = new Command("add", "Add a qualifier") { name, weight, field, condition, value, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => IdealClient.Save(
            workspace, actor, null, new QualifierInput(words.GetValue(name), words.GetValue(weight), words.GetValue(field), words.GetValue(condition), words.GetValue(value)))), Print));
        return command;
    }

    private static Command RetireQualifier()
    {
        var id = new Argument<long>("ID") { Description = "Its number" };
        var by = Words.By();
        var command = new Command("retire", "Take a qualifier away") { id, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => IdealClient.Retire(workspace, actor, words.GetValue(id))), (one, output) => output.WriteLine($"\"{one.Name}\" counts no longer.")));
        return command;
    }

    private static void Print(QualifierShown one, TextWriter output) => output.WriteLine($"{one.Id,4}  {one.Weight,2}  {one.Name}{(one.Field is null ? "  (the seller answers)" : $"  ({one.Field} {one.Condition} {one.Value})")}");

    private static Command FitOf()
    {
        var company = new Argument<string>("COMPANY") { Description = "Number or name" };
        var answer = new Option<string?>("--answer") { Description = "Answer a question first: its number, an equals sign, and yes, no or unknown", HelpName = "N=yes" };
        var by = Words.By();
        var command = new Command("fit", "How well a company fits the ideal client, part by part") { company, answer, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => words.GetValue(answer) is not { } given ? CompanyFit.Run(workspace, words.GetValue(company)!)
            : given.Split('=') is [var number, var said] && long.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var qualifier) ? CompanyFit.Answer(workspace, actor, words.GetValue(company)!, qualifier, said)
            : Result<FitShown>.Wrong("answer", "Write it as 3=yes, 3=no or 3=unknown.")), (fit, output) =>
        {
            output.WriteLine($"{fit.Name}: {fit.Words}");
            foreach (var part in fit.Parts)
                output.WriteLine($"{part.Qualifier,4}  {part.Met,-8} {part.Weight,2}  {part.Name}{(part.Seen is { } seen ? $" ({seen})" : "")}");
        }));
        return command;
    }

    private static Command Focus()
    {
        var owner = Owner();
        var command = new Command("list", "The list, the best fit first") { owner };
        command.SetAction(words => CommandLine.Run(words, workspace => FocusCompanies.List(workspace, Accounts.Actor.CommandLine, words.GetValue(owner)!), Print));
        return command;
    }

    private static Command PutOn()
    {
        var company = new Argument<string>("COMPANY") { Description = "Number or name" };
        var owner = Owner();
        var why = new Option<string?>("--why") { Description = "Why this one" };
        var command = new Command("add", "Put a company on it; a full list is refused") { company, owner, why };
        command.SetAction(words => CommandLine.Run(words, workspace => FocusCompanies.Add(workspace, Accounts.Actor.CommandLine, words.GetValue(owner)!, words.GetValue(company)!, words.GetValue(why)), (line, output) => output.WriteLine($"{line.Name} is on the list: {line.Fit.Words}.")));
        return command;
    }

    private static Command TakeOff()
    {
        var company = new Argument<string>("COMPANY") { Description = "Number or name" };
        var owner = Owner();
        var why = new Option<string>("--why") { Description = "Why no longer", Required = true };
        var command = new Command("off", "Take a company off, with the reason") { company, owner, why };
        command.SetAction(words => CommandLine.Run(words, workspace => FocusCompanies.TakeOff(workspace, Accounts.Actor.CommandLine, words.GetValue(owner)!, words.GetValue(company)!, words.GetValue(why)), Print));
        return command;
    }

    private static Option<string> Owner() => new("--owner") { Description = "Whose list, by e-mail", Required = true, HelpName = "E" };

    private static void Print(FocusShown focus, TextWriter output)
    {
        output.WriteLine($"{focus.Companies.Count} of {focus.Limit} companies");
        foreach (var line in focus.Companies)
            output.WriteLine($"{line.Company,6}  {line.Name}: {line.Fit.Words}{(line.Why.Length > 0 ? $" ({line.Why})" : "")}");
    }
}
