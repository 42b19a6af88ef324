using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime.Text;
using Tact.Api;
using Tact.Commands;
using Tact.Mail.Mailboxes;
using Tact.Web;

namespace Tact.Mail.Outbox;

/// <summary>A message to write, or a draft to change. Dates are yyyy-MM-dd, times HH:mm in the owner's zone.</summary>
/// <param name="Id">The draft to change; none writes a new one.</param>
/// <param name="Contact">To whom: id, e-mail or unique name.</param>
/// <param name="Mailbox">By number or address; the writer's first when empty.</param>
/// <param name="To">One of their addresses; the first living one when empty.</param>
/// <param name="Template">By number or name: gives subject and text where they are empty.</param>
/// <param name="Answers">The mail it answers.</param>
/// <param name="Quotes">Whether that mail goes along below it.</param>
/// <param name="Files">Attachments to add.</param>
/// <param name="AssetId">The asset of the library it brings them; its title is the offer.</param>
public sealed record MessageBody(
    long? Id = null, string? Contact = null, long? FollowUp = null, string? Mailbox = null, string? To = null, string? Template = null, string? Subject = null, string? Body = null, long? Answers = null, bool? Quotes = null,
    string? Offer = null, string? Next = null, string? On = null, string? At = null, string? Promise = null, string? PromisedFor = null, string? Override = null, long? SeenVersion = null, IReadOnlyList<FileBody>? Files = null, long? AssetId = null);

/// <summary>An attachment; the content in base 64.</summary>
public sealed record FileBody(string Name, string Content, string? Type = null);

/// <summary>When it shall leave: now, next (the next allowed moment in the receiver's working day) or an instant (ISO 8601).</summary>
/// <param name="Override">they-asked, urgent or my-judgement.</param>
/// <param name="AsItIs">Why the words go as they are although the message check says that they would annoy.</param>
public sealed record ReleaseBody(string At = "now", string? Override = null, long? SeenVersion = null, string? AsItIs = null);

/// <summary>Nothing more to say.</summary>
public sealed record StopBody;

/// <summary>What a person found: sent, again or drop.</summary>
public sealed record ResolveBody(string Answer);

/// <summary>Every how many unasked messages to one person the way out goes along, 1 to 20.</summary>
public sealed record WayOutBody(long Every);

/// <summary>Messages over REST, and what the outbox needs to run.</summary>
public static class OutboxRoutes
{
    private const long LargestMessage = 24 * 1024 * 1024;

    /// <summary>Registers the sending of messages.</summary>
    public static void AddOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new MailGateway());
        services.TryAddSingleton(provider => new AccessTokens(provider.GetRequiredService<Workspace>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<MailboxConnections>();
        services.AddSingleton<FindInSent>();
        services.AddSingleton<SendMessage>();
        services.AddHostedService<OutboxWork>();
    }

    /// <summary>The routes.</summary>
    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        var messages = api.MapGroup("").WithTags("Messages");
        messages.MapGet("/messages", (Visit visit, string? state, bool? everyone) => Answer.Json(ListMessages.Run(visit.Workspace, visit.Actor, state, everyone == true))).Gives<IReadOnlyList<MessageShown>>("Your messages: drafts, waiting, in doubt, sent");
        messages.MapGet("/messages/{id:long}", (Visit visit, long id) => Answer.Json(ListMessages.One(visit.Workspace, visit.Actor, id))).Gives<MessageWithPreview>("One message as its receiver sees it, with what stands in its way");
        messages.Post<MessageBody, MessageShown>("/messages", "Writes a draft to one person, or changes one; it leaves only when somebody releases it", Write).WithMetadata(new RequestSizeLimitAttribute(LargestMessage));
        messages.PostOn<ReleaseBody, MessageShown>("/messages/{id:long}/release", "Releases a message that was read", (visit, id, body, workspace) => Read(body).Then(release => ReleaseMessage.Run(workspace, visit.Actor, id, release)));
        messages.PostOn<StopBody, MessageShown>("/messages/{id:long}/stop", "Stops a message that waits; it is a draft again", (visit, id, _, workspace) => StopMessage.Run(workspace, visit.Actor, id));
        messages.PostOn<ResolveBody, MessageShown>("/messages/{id:long}/resolve", "Says what became of a message in doubt: sent, again or drop", (visit, id, body, workspace) => ResolveDoubt.Run(workspace, visit.Actor, id, body.Answer));
        messages.PostOn<StopBody, Discarded>("/messages/{id:long}/discard", "Throws away what has not left", (visit, id, _, workspace) => StopMessage.Discard(workspace, visit.Actor, id));
        messages.MapGet("/way-out", (Visit visit) => Answer.Json<WayOutShown>(visit.Workspace.Data.Read(WayOut.Of))).Gives<WayOutShown>("Every how many unasked messages to one person the way out goes along");
        messages.Post<WayOutBody, WayOutShown>("/way-out", "Sets every how many; for admins", (visit, body, workspace) => WayOut.Set(workspace, visit.Actor, body.Every), StatusCodes.Status200OK);
    }

    private static Result<MessageShown> Write(Visit visit, MessageBody body, Workspace workspace)
    {
        var files = new List<(FileBody File, byte[] Content)>();
        foreach (var file in body.Files ?? [])
        {
            try
            {
                files.Add((file, Convert.FromBase64String(file.Content)));
            }
            catch (FormatException)
            {
                return Result<MessageShown>.Wrong("files", $"The content of {file.Name} is not base 64.");
            }
        }

        var today = visit.Today;
        var input = new MessageInput
        {
            Id = body.Id, Contact = body.Contact, FollowUp = body.FollowUp, Mailbox = body.Mailbox, To = body.To, Template = body.Template, Subject = body.Subject, Body = body.Body, Answers = body.Answers, Quotes = body.Quotes, Offer = body.Offer, Asset = body.AssetId,
            Next = body.Next, On = CommandLine.ReadDate(body.On, "on", today), At = CommandLine.ReadTime(body.At, "at"), Promise = body.Promise, PromisedFor = CommandLine.ReadDate(body.PromisedFor, "promisedFor", today), Override = body.Override,
            SeenVersion = body.SeenVersion,
        };
        return workspace.Data.Write(session => WriteMessage.In(session, workspace, visit.Actor, input).Then<MessageShown>(row =>
        {
            foreach (var (file, content) in files)
            {
                if (AttachFile.In(session, row, file.Name, file.Type, content) is not Result<OutgoingFile>.Ok and var no)
                    return no.Then<MessageShown>(_ => throw new InvalidOperationException());
            }

            return ListMessages.Show(session, workspace, OutgoingRow.Of(session, row.Id)!);
        }));
    }

    /// <summary>Reads when a message shall leave.</summary>
    public static Result<Release> Read(ReleaseBody body) => body.At.Trim().ToLowerInvariant() switch
    {
        "now" or "" => new Release(ReleaseAt.Now, null, body.Override, body.SeenVersion, body.AsItIs),
        "next" => new Release(ReleaseAt.Next, null, body.Override, body.SeenVersion, body.AsItIs),
        _ => OffsetDateTimePattern.ExtendedIso.Parse(body.At.Trim()) is { Success: true } at ? new Release(ReleaseAt.Chosen, at.Value.ToInstant(), body.Override, body.SeenVersion, body.AsItIs)
            : InstantPattern.ExtendedIso.Parse(body.At.Trim()) is { Success: true } utc ? new Release(ReleaseAt.Chosen, utc.Value, body.Override, body.SeenVersion, body.AsItIs)
            : Result<Release>.Wrong("at", $"\"{body.At}\" is no moment. Say now, next, or an instant such as 2026-03-14T09:30:00+01:00."),
    };
}
