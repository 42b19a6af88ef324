using Tact.Rehearsal;
using Tact.Web;

namespace Tact.Api;

/// <summary>A colleague to ask, by e-mail.</summary>
public sealed record AskBody(string Colleague);

/// <summary>A colleague to ask no more, by number.</summary>
public sealed record UnaskBody(long Colleague);

/// <summary>A remark on a recording; the moment in milliseconds.</summary>
public sealed record CommentBody(string Text, long? MomentMs = null);

/// <summary>What was heard, by the names of the questions, and what will be different next time.</summary>
public sealed record ReviewBody(IReadOnlyList<string> Heard, string? NextTime = null);

/// <summary>One's own rehearsals and those one is asked to listen to.</summary>
/// <param name="Mine">One's own.</param>
/// <param name="Asked">What colleagues ask one to listen to.</param>
public sealed record RehearsalsListed(IReadOnlyList<RehearsalLine> Mine, IReadOnlyList<RehearsalLine> Asked);

/// <summary>Rehearsing voicemails over REST.</summary>
public static class RehearsalRoutes
{
    /// <summary>The routes.</summary>
    public static void MapRehearsals(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Rehearsals");
        api.MapGet("/rehearsals", (Visit visit) =>
        {
            var (mine, asked) = visit.Workspace.Data.Read(session => Rehearsals.List(session, visit.Actor));
            return Answer.Json<RehearsalsListed>(new RehearsalsListed(mine, asked));
        }).Gives<RehearsalsListed>("One's own rehearsals, and what colleagues ask one to listen to");
        api.MapGet("/rehearsals/{id:long}", (Visit visit, long id) => Answer.Json(visit.Workspace.Data.Read(session => Rehearsals.Find(session, visit.Actor, id)))).Gives<RehearsalShown>("One rehearsal with its recordings and what was said about them");
        api.Post<RehearsalInput, RehearsalShown>("/rehearsals", "Begins a rehearsal", (visit, body, workspace) => Rehearsals.Save(workspace, visit.Actor, null, body));
        api.PostOn<CancelBody, RehearsalShown>("/rehearsals/{id:long}/remove", "Takes a rehearsal away with its recordings", (visit, id, _, workspace) => Rehearsals.Remove(workspace, visit.Actor, id));
        api.PostOn<ReviewBody, RecordingShown>("/recordings/{id:long}/review", "Notes what the speaker heard", (visit, id, body, workspace) => Recordings.Review(workspace, visit.Actor, id, [.. body.Heard], body.NextTime));
        api.PostOn<AskBody, RecordingShown>("/recordings/{id:long}/ask", "Asks a colleague to listen", (visit, id, body, workspace) => Recordings.Ask(workspace, visit.Actor, id, body.Colleague));
        api.PostOn<UnaskBody, RecordingShown>("/recordings/{id:long}/unask", "Asks a colleague no more", (visit, id, body, workspace) => Recordings.Unask(workspace, visit.Actor, id, body.Colleague));
        api.PostOn<CommentBody, RecordingShown>("/recordings/{id:long}/comments", "Says something about a recording, at a moment or about the whole", (visit, id, body, workspace) => Recordings.Comment(workspace, visit.Actor, id, body.Text, body.MomentMs));
        api.PostOn<CancelBody, RecordingShown>("/recordings/{id:long}/discard", "Discards a recording", (visit, id, _, workspace) => Recordings.Discard(workspace, visit.Actor, id));
    }
}
