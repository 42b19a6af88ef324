using System.CommandLine;
using System.Globalization;
using Tact.Templates;

namespace Tact.Commands;

/// <summary>The commands about templates.</summary>
public static class TemplateCommands
{
    /// <summary><c>tact templates</c>, with <c>show</c>, <c>save</c> and <c>remove</c>.</summary>
    public static Command Templates()
    {
        var kind = new Option<string?>("--kind") { Description = "email, voicemail, opening, letter, card or snippet" };
        var command = new Command("templates", "The team's templates") { kind };
        command.SetAction(words => CommandLine.Run(words, workspace => workspace.Data.Read<Result<IReadOnlyList<TemplateShown>>>(session =>
            new Result<IReadOnlyList<TemplateShown>>.Ok([.. TeamTemplates.All(session).Where(template => words.GetValue(kind) is not { } only || template.Kind == only)])), (templates, output) =>
        {
            if (templates.Count == 0)
                output.WriteLine("There is no such template.");
            foreach (var template in templates)
                output.WriteLine($"{template.Id,4}  {template.Kind,-9}  {template.Name}");
        }));
        command.Add(Show());
        command.Add(Save());
        command.Add(Remove());
        return command;
    }

    private static Command Show()
    {
        var name = Named();
        var contact = new Option<string?>("--contact") { Description = "As this person would get it: id, e-mail or unique name", HelpName = "C" };
        var by = Words.By();
        var command = new Command("show", "One template, or how one person would get it") { name, contact, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor => workspace.Data.Read(session => PreviewTemplate.Run(session, workspace, actor, words.GetValue(name)!, words.GetValue(contact)))), (preview, output) =>
        {
            if (preview.Subject.Length > 0)
                output.WriteLine($"Subject: {preview.Subject}\n");
            output.WriteLine(preview.Text);
            if (preview.Missing.Count > 0)
                output.WriteLine($"\nNot known: {string.Join(", ", preview.Missing)}");
        }));
        return command;
    }

    private static Command Save()
    {
        var name = Named();
        var (kind, purpose, language, subject, about) = (new Option<string?>("--kind"), new Option<string?>("--for") { Description = "What it is for: first-approach, value, revival …" }, new Option<string?>("--lang"), new Option<string?>("--subject"), new Option<string?>("--about") { Description = "When to use it" });
        var text = new Option<string?>("--text") { Description = "The words; without it they are read from standard input" };
        var by = Words.By();
        var command = new Command("save", "Add a template, or change the one with this name") { name, kind, purpose, language, subject, about, text, by };
        command.SetAction(words => CommandLine.Run(words, workspace => Words.As(workspace, words.GetValue(by), actor =>
        {
            var known = workspace.Data.Read(session => TeamTemplates.Find(session, words.GetValue(name)!)) is Result<TemplateShown>.Ok { Value: var found } ? found : null;
            return TeamTemplates.Save(workspace, actor, known?.Id, new TemplateInput(known?.Name ?? words.GetValue(name), words.GetValue(subject), words.GetValue(text) ?? Console.In.ReadToEnd(), words.GetValue(kind), words.GetValue(purpose), words.GetValue(language), words.GetValue(about)));
        }), (saved, output) => output.WriteLine($"{saved.Id}: {saved.Name} is saved.")));
        return command;
    }

    private static Command Remove()
    {
        var name = Named();
        var command = new Command("remove", "Take a template away") { name };
        command.SetAction(words => CommandLine.Run(words, workspace => workspace.Data.Read(session => TeamTemplates.Find(session, words.GetValue(name)!)).Then(found => TeamTemplates.Remove(workspace, Accounts.Actor.CommandLine, found.Id)), (removed, output) =>
            output.WriteLine($"{removed.Name} is taken away.")));
        return command;
    }

    private static Argument<string> Named() => new("NAME") { Description = "Its name or number" };
}
