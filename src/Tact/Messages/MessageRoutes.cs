using Tact.Api;
using Tact.Core.Messages;
using Tact.Web;

namespace Tact.Messages;

/// <summary>How one rule shall be, and the team's own phrases for it, one a line: "words" or "words = what to write instead".</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Set">off, improve or annoying.</param>
public sealed record RuleBody(string Rule, string Set, string? Phrases = null);

/// <summary>The message check over REST.</summary>
public static class MessageRoutes
{
    /// <summary>The routes.</summary>
    public static void MapMessageCheck(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("").WithTags("Messages");
        messages.Post<TextToCheck, TextChecked>("/messages/check", "Looks at a text before it goes: what would annoy, what could be better, and why; nothing is kept", (visit, body, workspace) => CheckText.Run(workspace, visit.Actor, body), StatusCodes.Status200OK);
        messages.MapGet("/messages/rules", (Visit visit) => Answer.Json<IReadOnlyList<RuleShown>>(new Result<IReadOnlyList<RuleShown>>.Ok(visit.Workspace.Data.Read(TeamTuning.Show)))).Gives<IReadOnlyList<RuleShown>>("The rules of the message check, with examples for and against");
        messages.Post<RuleBody, RuleShown>("/messages/rules", "Sets one rule and the team's own phrases for it (admins)", (visit, body, workspace) => TeamTuning.Set(workspace, visit.Actor, body.Rule, body.Set, body.Phrases), StatusCodes.Status200OK);
    }
}
