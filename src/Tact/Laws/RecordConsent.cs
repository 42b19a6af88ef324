using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Contacts;
using Tact.Core;
using Tact.Core.Law;
using Tact.FollowUps;
using Tact.Timeline;

namespace Tact.Laws;

/// <summary>A consent as it was given.</summary>
/// <param name="Channel">email, call or message; calls and texts go together.</param>
/// <param name="Kind">express, customer, enquiry, referral or contract.</param>
/// <param name="Evidence">How it was said, by whom and where.</param>
/// <param name="On">The day it was given; today when empty.</param>
/// <param name="Until">The last day it counts; without an end of its own when empty.</param>
public sealed record ConsentInput(string Channel, string? Kind, string Evidence, LocalDate? On = null, LocalDate? Until = null);

/// <summary>The entry on the timeline that holds a consent or its end.</summary>
public sealed record RecordedConsent(long Entry, long Contact);

/// <summary>Records that somebody agreed to be contacted on a channel, with the evidence, and that they no longer do (METHOD B2).</summary>
public static class RecordConsent
{
    /// <summary>Records it and decides again.</summary>
    public static Result<RecordedConsent> Run(Workspace workspace, Actor actor, string contact, ConsentInput input) => workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, input)));

    /// <summary>The same inside a transaction.</summary>
    public static Result<RecordedConsent> In(Storage.Session session, Workspace workspace, Actor actor, long contact, ConsentInput input)
    {
        var file = ContactFile.Open(session, workspace, contact)!;
        var today = workspace.Now.InZone(file.Zone).Date;
        var on = input.On ?? today;
        var problems = Problems(input.Channel, input.Evidence);
        if (!Names.TryRead<ConsentKind>(input.Kind ?? "express", out var kind))
            problems.Add(new Problem("kind", $"\"{input.Kind}\" is no kind of consent. Choose one of: {string.Join(", ", Names.All<ConsentKind>())}."));
        // theirs may be the day before ours, or after
        if (on > today.PlusDays(1))
            problems.Add(new Problem("on", "Consent is recorded after it was given: choose today or an earlier day."));
        if (input.Until < on)
            problems.Add(new Problem("until", "It cannot end before it begins."));
        if (problems.Count > 0)
            return new Result<RecordedConsent>.Invalid(problems);
        return Keep(workspace, actor, file, "consent", input.Channel, input.Evidence, data => data with
        {
            Consent = Names.Of(kind), ConsentOn = LocalDatePattern.Iso.Format(on), Until = input.Until is { } until ? LocalDatePattern.Iso.Format(until) : null,
        });
    }

    /// <summary>They no longer agree: what went before does not count any more, whatever the law says.</summary>
    public static Result<RecordedConsent> Withdraw(Workspace workspace, Actor actor, string contact, string channel, string evidence) => workspace.Data.Write(session => ResolveContact.From(session, contact).Then<RecordedConsent>(id =>
    {
        if (Problems(channel, evidence) is { Count: > 0 } problems)
            return new Result<RecordedConsent>.Invalid(problems);
        return Keep(workspace, actor, ContactFile.Open(session, workspace, id)!, "withdrawn", channel, evidence, data => data);
    }));

    private static List<Problem> Problems(string channel, string evidence)
    {
        var problems = new List<Problem>();
        if (!Names.TryRead<Channel>(channel, out var way) || way is not (Channel.Email or Channel.Call or Channel.Message))
            problems.Add(new Problem("channel", $"Consent is for email, call or message; \"{channel}\" is none of them."));
        if (string.IsNullOrWhiteSpace(evidence))
            problems.Add(new Problem("evidence", "Say how they told you, and when: that is the evidence."));
        problems.AddRange(Lengths.Problems(Lengths.Text, ("evidence", evidence)));
        return problems;
    }

    private static RecordedConsent Keep(Workspace workspace, Actor actor, ContactFile file, string kind, string channel, string evidence, Func<EntryData, EntryData> with)
    {
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var row = file.Append(new TimelineRow
        {
            Kind = kind, Channel = Names.Of(Names.Read<Channel>(channel)), At = now, RecordedAt = now, ByUser = actor.UserId, Data = with(new EntryData { Evidence = evidence.Trim() }).ToText(),
        });
        file.SaveDecisions();
        return new RecordedConsent(row.Id, file.Contact.Id);
    }
}
