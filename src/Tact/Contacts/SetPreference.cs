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
