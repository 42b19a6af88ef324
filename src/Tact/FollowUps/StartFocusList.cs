using NodaTime;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Calendars;

namespace Tact.FollowUps;

/// <summary>A focus list that was started.</summary>
/// <param name="Started">How many follow-ups began.</param>
/// <param name="Skipped">People left out, with why.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last first-contact day.</param>
public sealed record StartedList(int Started, IReadOnlyList<SkippedStart> Skipped, string? First, string? Last);

/// <summary>Somebody who was not started, and why.</summary>
public sealed record SkippedStart(long Contact, string Why);

/// <summary>Starts a list of people at so many a day (METHOD E2), on days the owner works; in transactions of a few at a time.</summary>
public static class StartFocusList
{
    private const int PerTransaction = 50;

    /// <summary>Starts those with a tag or label who are not followed up about the matter yet: everyone, or the first <paramref name="most"/>.</summary>
    public static Result<StartedList> ByTag(Workspace workspace, Actor actor, string tag, int? perDay, StartInput input, int? most = null)
    {
        var folded = Folded.Text(tag).Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
        if (folded.Length == 0)
            return Result<StartedList>.Wrong("tag", "Name a tag.");
        var contacts = workspace.Data.Read(session => session.Query<long>(
            """
            select id
            from contacts
            where erased_at is null
              and (',' || tags || ',' like @tag escape '!' or ',' || lower(labels) || ',' like @tag escape '!')
            order by id
            """,
            new { tag = $"%,{folded},%" }));
        return contacts.Count == 0
            ? new Result<StartedList>.NotFound($"Nobody carries the tag \"{tag}\".")
            : Run(workspace, actor, contacts, perDay, input, most);
    }

    /// <summary>Starts the given people, or as many of them as were asked for.</summary>
    public static Result<StartedList> Run(Workspace workspace, Actor actor, IReadOnlyList<long> contacts, int? perDay, StartInput input, int? most = null)
    {
        if (perDay is < 1)
            return Result<StartedList>.Wrong("per-day", "Start at least one a day.");
        if (most is < 1)
            return Result<StartedList>.Wrong("most", "Start with at least one person.");
        var owner = workspace.Data.Read(session => Actor.Find(session, input.Owner, "owner"));
        if (owner is not Result<UserRow>.Ok { Value: var user })
            return owner.Then<StartedList>(_ => throw new InvalidOperationException());
        var off = ContactFile.DaysOffOf(user.DaysOff);
        var so = new SoFar(WorkingDays.Number(input.StartOn ?? workspace.Now.InZone(workspace.ZoneOf(user.Zone)).Date), 0, [], null, null);
        for (var from = 0; from < contacts.Count; from += PerTransaction)
        {
            var (before, few, isLast) = (so, contacts.Skip(from).Take(PerTransaction).ToList(), from + PerTransaction >= contacts.Count);
            // the answer belongs to the transaction of the last few, so that one who asks again under the same key starts nobody twice
            var answer = workspace.Data.Write<Result<StartedList>?>(session =>
            {
                var (day, started, skipped, first, last) = (before.Day, before.Started, before.Skipped.ToList(), before.First, before.Last);
                foreach (var contact in few)
                {
                    if (started == most)
                        break;
                    while (perDay is not null && off.IsOff(day))
                        day++;
                    var on = WorkingDays.Date(day);
                    switch (StartFollowUp.In(session, workspace, actor, contact, input with { StartOn = on }))
                    {
                        case Result<StartedFollowUp>.Ok:
                            first ??= on;
                            last = on;
                            if (++started % (perDay ?? int.MaxValue) == 0)
                                day++;
                            break;
                        case Result<StartedFollowUp>.Invalid { Problems: [{ Field: "matter" } known] }:
                            skipped.Add(new SkippedStart(contact, known.Text));
                            break;
                        case Result<StartedFollowUp>.Refused { Rule: not "role" } refused:
                            skipped.Add(new SkippedStart(contact, refused.Why));
                            break;
                        case var wrong:
                            return wrong.Then<StartedList>(_ => throw new InvalidOperationException());
                    }
                }

                so = new SoFar(day, started, skipped, first, last);
                return isLast || started == most ? new Result<StartedList>.Ok(so.ToList()) : null;
            });
            if (answer is not null)
                return answer;
        }

        return so.ToList();
    }

    /// <summary>How far a list is between two transactions.</summary>
    private sealed record SoFar(int Day, int Started, IReadOnlyList<SkippedStart> Skipped, LocalDate? First, LocalDate? Last)
    {
        public StartedList ToList() => new(Started, Skipped, First?.ToString("uuuu-MM-dd", null), Last?.ToString("uuuu-MM-dd", null));
    }
}
