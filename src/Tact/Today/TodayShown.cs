using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Tact.Absences;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Etiquette;
using Tact.FollowUps;

namespace Tact.Today;

/// <summary>A person as a row of Today shows them; local time is theirs, HH:mm.</summary>
public sealed record TodayContact(long Id, string Name, string? Role, string? Company, string? Phone, string? Email, string LocalTime);

/// <summary>A touch in short, as contracts show it.</summary>
public sealed record LastTouch(string At, string Channel, string Direction, string Outcome, string? Note);

/// <summary>A row of Today, as contracts show it.</summary>
public sealed record TodayShown(
    TodayContact Contact, long FollowUp, string Matter, string State, string Kind, string? Step, string? Channel, string Due, string? At, long Approach, long? Of,
    IReadOnlyList<Reason> Why, string? Offer, string? Asked, string? TheirWords, LastTouch? LastTouch, string Verdict, string? Until)
{
    /// <summary>The later day, yyyy-MM-dd, to which it is planned because today is full; null when it is today's.</summary>
    public string? PlannedFor { get; init; }

    /// <summary>The message to them that is written and waits to leave; null when none does.</summary>
    public Mail.Outbox.WaitingMessage? Outgoing { get; init; }

    /// <summary>When the step wants something for them and names nothing: what fits of the library; null when nothing does.</summary>
    public Library.SuggestionShown? Bring { get; init; }

    /// <summary>For which colleague it is done who is away; null for one's own.</summary>
    public CoverFor? CoverFor { get; init; }
}

/// <summary>A colleague who is away.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Until">Their last day away, yyyy-MM-dd.</param>
public sealed record CoverFor(string Name, string Until);

/// <summary>Today for the command line and the API.</summary>
public static class ShowToday
{
    /// <summary>The rows of an owner's Today. With a limit, as many as asked for; without one, what fits the day.</summary>
    public static Result<IReadOnlyList<TodayShown>> Run(Workspace workspace, Actor actor, string owner, int? limit) => workspace.Data.Read(session =>
    {
        if (limit is < 1 or > 10_000)
            return Result<IReadOnlyList<TodayShown>>.Wrong("limit", "Ask for between 1 and 10,000 rows.");
        return Actor.Find(session, owner, "owner").Then<IReadOnlyList<TodayShown>>(user =>
        {
            if (!actor.MayChange(user.Id))
                return new Result<IReadOnlyList<TodayShown>>.Refused("Sellers see their own Today. Ask a manager to see a colleague's.", "role", null);
            var listed = TodayList.Read(session, workspace, user.Id, user.Zone, user.Capacity, limit ?? 10_000, everything: limit is not null);
            var days = limit is not null && listed.Beyond > 0 ? PlanDays.PlannedFor(session, workspace, user) : [];
            var bring = Library.SuggestForToday.Of(session, workspace.Library.Look(session), listed.Rows.Take(TodayList.PageSize), listed.Today);
            var rows = listed.Rows.ConvertAll(row => Row(row, workspace, workspace.ZoneOf(user.Zone)) with { PlannedFor = days.GetValueOrDefault(row.Id), Bring = bring.TryGetValue(row.Id, out var one) ? Library.SuggestFor.Show(one) : null });
            // what cannot wait of colleagues who are away comes before one's own that can
            var at = listed.Rows.FindIndex(row => row.Kind >= (long)TodayKind.Cadence) is >= 0 and var first ? first : rows.Count;
            foreach (var away in Leaves.CoveredBy(session, workspace, user.Id))
            {
                var theirs = TodayList.Read(session, workspace, away.OwnerId, away.Zone, capacity: 0, limit ?? 10_000).Rows;
                rows.InsertRange(at, theirs.ConvertAll(row => Row(row, workspace, workspace.ZoneOf(away.Zone)) with { CoverFor = new CoverFor(away.Name, away.Until) }));
                at += theirs.Count;
            }

            return limit is { } most ? rows.Take(most).ToList() : rows;
        });
    });

    private static TodayShown Row(TodayRow row, Workspace workspace, DateTimeZone ownerZone)
    {
        var details = RowDetails.Read(row.Details);
        var zone = TodayList.ZoneOf(row.CallWindow, workspace);
        var (verdict, until) = TodayList.VerdictOf(row, workspace.Now, details);
        return new TodayShown(
            new TodayContact(row.ContactId, row.Name, row.Role, row.Company, row.Phone, row.Email, workspace.Now.InZone(zone).ToString("HH:mm", CultureInfo.InvariantCulture)),
            row.Id, row.Matter, row.State, Names.Of((TodayKind)row.Kind), row.Step, row.Channel, row.DueOn,
            row.DueAt is { } at ? Iso(at, ownerZone) : null, row.Approach, row.ApproachOf, WhyNow.Of(row.ToFollowUp(), details), details.Offer, details.Asked, details.TheirWords,
            details.Last is { } last ? new LastTouch(Iso(last.At, ownerZone), last.Channel, last.Direction, last.Outcome, last.Note) : null,
            Names.Of(verdict), until is { } instant ? OffsetDateTimePattern.Rfc3339.Format(instant.InZone(zone).ToOffsetDateTime()) : null) { Outgoing = row.Waiting };
    }

    private static string Iso(long milliseconds, DateTimeZone zone) =>
        OffsetDateTimePattern.Rfc3339.Format(Instant.FromUnixTimeMilliseconds(milliseconds).InZone(zone).ToOffsetDateTime());
}
