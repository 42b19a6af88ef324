using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Contacts;

/// <summary>How somebody would like to be followed up, with the evidence (METHOD B2).</summary>
public sealed record PreferenceInput(string? Channel, int? EveryDays, int? FromHour, int? UntilHour, int? Weekdays, string Evidence);

/// <summary>Records a wish about channel, rhythm, hours and days; it outranks the preset from then on.</summary>
public static class SetPreference
{
    /// <summary>Records it and decides again.</summary>
    public static Result<long> Run(Workspace workspace, Actor actor, string contact, PreferenceInput input) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then(id => In(session, workspace, actor, id, input)));

    /// <summary>Records what is new about it: what is not named stays as they said before. They may also have asked for quiet until a day (METHOD B4).</summary>
    public static Result<long> Add(Workspace workspace, Actor actor, string contact, PreferenceInput input, LocalDate? quietUntil) =>
        workspace.Data.Write(session => ResolveContact.From(session, contact).Then<long>(id =>
        {
            var file = ContactFile.Open(session, workspace, id)!;
            var wishes = input is not { Channel: null, EveryDays: null, FromHour: null, UntilHour: null, Weekdays: null };
            if (!wishes && quietUntil is null)
                return Result<long>.Wrong("channel", "Say what they asked for: --channel, --every, --hours or --quiet-until.");
            if (quietUntil <= workspace.Now.InZone(file.Zone).Date)
                return Result<long>.Wrong("quiet-until", "Choose a later day than today.");
            if (wishes)
            {
                var before = file.Person.Preference;
                var hours = input is { FromHour: null, UntilHour: null } ? (before?.FromHour, before?.UntilHour) : (input.FromHour, input.UntilHour);
                var all = new PreferenceInput(
                    input.Channel ?? (before?.Channel is { } used ? Names.Of(used) : null), input.EveryDays ?? before?.EveryDays, hours.Item1, hours.Item2, input.Weekdays ?? before?.Weekdays, input.Evidence);
                var kept = In(session, workspace, actor, id, all);
                if (quietUntil is null || kept is not Result<long>.Ok)
                    return kept;
            }

            return KeepQuiet(session, workspace, actor, id, quietUntil!.Value, input.Evidence);
        }));

    private static Result<long> KeepQuiet(Session session, Workspace workspace, Actor actor, long contact, LocalDate until, string evidence)
    {
        if (string.IsNullOrWhiteSpace(evidence))
            return Result<long>.Wrong("evidence", "Say how they told you, and when: that is the evidence.");
        if (Lengths.Problems(Lengths.Text, ("evidence", evidence)).ToList() is { Count: > 0 } tooLong)
            return new Result<long>.Invalid(tooLong);
        var file = ContactFile.Open(session, workspace, contact)!;
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var row = file.Append(new TimelineRow { Kind = "quiet", At = now, RecordedAt = now, ByUser = actor.UserId, Data = new EntryData { Until = LocalDatePattern.Iso.Format(until), Evidence = evidence.Trim() }.ToText() });
        file.SaveDecisions();
        return row.Id;
    }

    /// <summary>The same inside a transaction.</summary>
    public static Result<long> In(Session session, Workspace workspace, Actor actor, long contact, PreferenceInput input)
    {
        var problems = new List<Problem>();
        if (input.Channel is not null && !Names.TryRead<Channel>(input.Channel, out _))
            problems.Add(new Problem("channel", $"\"{input.Channel}\" is no channel. Choose one of: {string.Join(", ", Names.All<Channel>())}."));
        if (input.EveryDays is < 1 or > 3660)
            problems.Add(new Problem("every", "Say a rhythm between a day and ten years."));
        if (input.FromHour is < 0 or > 23 || input.UntilHour is < 1 or > 24 || (input.FromHour ?? 0) >= (input.UntilHour ?? 24))
            problems.Add(new Problem("hours", "Say hours as 9-12: from before until."));
        if (input.Weekdays is <= 0 or > 127)
            problems.Add(new Problem("days", "Name at least one day of the week."));
        if (string.IsNullOrWhiteSpace(input.Evidence))
            problems.Add(new Problem("evidence", "Say how they told you, and when: that is the evidence."));
        problems.AddRange(Lengths.Problems(Lengths.Text, ("evidence", input.Evidence)));
        if (problems.Count > 0)
            return new Result<long>.Invalid(problems);
        var file = ContactFile.Open(session, workspace, contact)!;
        var now = workspace.Now.ToUnixTimeMilliseconds();
        var row = file.Append(new TimelineRow
        {
            Kind = "preference", At = now, RecordedAt = now, ByUser = actor.UserId,
            Data = new EntryData { Channel = input.Channel?.Trim().ToLowerInvariant(), EveryDays = input.EveryDays, FromHour = input.FromHour, UntilHour = input.UntilHour, Weekdays = input.Weekdays, Evidence = input.Evidence.Trim() }.ToText(),
        });
        file.SaveDecisions();
        return row.Id;
    }
}
