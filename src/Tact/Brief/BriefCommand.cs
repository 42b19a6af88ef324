using System.CommandLine;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Tact.Commands;
using Tact.Web;
using Words = Tact.Commands.Words;

namespace Tact.Brief;

/// <summary><c>tact brief CONTACT</c>: the page before a contact, as text, as a page of its own, or as JSON.</summary>
public static class BriefCommand
{
    /// <summary>The command.</summary>
    public static Command Brief()
    {
        var contact = Words.Contact();
        var format = new Option<string>("--format") { Description = "text, html or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "html", "json");
        var by = Words.By();
        var command = new Command("brief", "The one page before a contact: who they are, what to say and what not") { contact, format, by };
        command.SetAction(words => CommandLine.Run(
            words, workspace => Words.As(workspace, words.GetValue(by), actor => GatherBrief.Run(workspace, actor, words.GetValue(contact)!)), (brief, output) => output.WriteLine(words.GetValue(format) switch
            {
                "html" => Html(brief),
                "json" => JsonSerializer.Serialize(brief, CommandLine.JsonFormat),
                _ => Text(brief),
            })));
        return command;
    }

    /// <summary>The brief as plain text.</summary>
    public static string Text(BriefShown brief) => string.Join(
        "\n\n",
        brief.Sections.Select(section => $"{section.Heading}\n{string.Join('\n', section.Lines.Select(line => $"  {line.Text}{(line.Mark is { } mark ? $" ({mark})" : "")}"))}")
            .Prepend(string.Join("  ", new[] { brief.Name, brief.Phone, brief.Email }.OfType<string>())));

    /// <summary>The brief as a page of its own that needs nothing else.</summary>
    public static string Html(BriefShown brief)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var article = renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<BriefArticle>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = brief }))).ToHtmlString()).GetAwaiter().GetResult();
        var looks = new StreamReader(typeof(BriefCommand).Assembly.GetManifestResourceStream("wwwroot/css/brief.css")!).ReadToEnd();
        return $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{WebUtility.HtmlEncode(brief.Name)}</title>\n<style>\n{looks}</style>\n</head>\n<body>\n{article.Trim()}\n</body>\n</html>";
    }
}
