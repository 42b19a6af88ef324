using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Tact.Accounts;

/// <summary>What a user sets for themselves.</summary>
/// <param name="Name">The name colleagues see.</param>
/// <param name="Zone">The IANA time zone; the workspace's when empty.</param>
/// <param name="Capacity">Rows a day, for what can wait.</param>
/// <param name="Weekdays">Days off in every week; bit 0 is Monday.</param>
/// <param name="Dates">Single days off, one a line or with commas between, yyyy-MM-dd; two with two dots between are a stretch.</param>
/// <param name="SingleKeys">Whether single-key shortcuts are on.</param>
/// <param name="HoursFrom">First hour of work, as typed; empty for none.</param>
/// <param name="HoursTo">The hour at which work ends, as typed; empty for none.</param>
public sealed record AccountInput(string Name, string? Zone, int Capacity, int Weekdays, string? Dates, bool SingleKeys, string? HoursFrom = null, string? HoursTo = null);

/// <summary>Changes one's own settings. A new zone or other days off have one's stored decisions taken again in the background.</summary>
public static class ChangeAccount
{
    private const int AllDays = 0b1111111;
    private const int MostDates = 400;

    /// <summary>Changes them.</summary>
    public static Result<bool> Run(Workspace workspace, Actor actor, AccountInput input)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Trim().Length > 200)
            problems.Add(new Problem("name", "Write your name, in up to 200 characters."));
        if (AddUser.ZoneProblem(input.Zone) is { } zoneProblem)
            problems.Add(new Problem("zone", zoneProblem));
        if (input.Capacity is < 1 or > 500)
            problems.Add(new Problem("capacity", "Choose between 1 and 500 rows a day."));
        if ((input.Weekdays & AllDays) == AllDays)
            problems.Add(new Problem("weekdays", "Leave at least one working day in the week."));
        var dates = Dates(input.Dates, problems);
        var (from, to) = (Hour(input.HoursFrom), Hour(input.HoursTo));
        if (OwnHours.Problem(from, to) is { } hoursProblem)
            problems.Add(hoursProblem with { Field = "hoursFrom" });
        if (problems.Count > 0)
            return new Result<bool>.Invalid(problems);
        var zone = string.IsNullOrWhiteSpace(input.Zone) ? null : input.Zone.Trim();
        return workspace.Data.Write(session =>
        {
            var before = session.One<UserRow>($"select {UserRow.Columns} from users where id = @UserId", new { actor.UserId })!;
            var daysOff = JsonSerializer.Serialize(new { weekdays = input.Weekdays & AllDays, dates = dates.Select(LocalDatePattern.Iso.Format), leave = LeavesOf(before.DaysOff), hours = from is { } first && to is { } last ? new[] { first, last } : null });
            session.Execute(
                "update users set name = @name, zone = @zone, capacity = @Capacity, days_off = @daysOff, single_keys = @keys where id = @UserId",
                new { actor.UserId, name = input.Name.Trim(), zone, input.Capacity, daysOff, keys = input.SingleKeys ? 1 : 0 });
            if (before.Zone == zone && before.DaysOff == daysOff)
                return true;
            session.Execute(
                """
                insert into rechecks (follow_up_id, queued_at)
                select id, @at
                from follow_ups
                where owner_id = @UserId
                  and due_on is not null
                on conflict (follow_up_id) do nothing
                """,
                new { actor.UserId, at = workspace.Now.ToUnixTimeMilliseconds() });
            return true;
        });
    }

    /// <summary>An hour as typed: "9", "17" or "9:00"; -1 for what is none.</summary>
    private static int? Hour(string? text) => string.IsNullOrWhiteSpace(text) ? null : int.TryParse(text.Trim().Split(':')[0], System.Globalization.CultureInfo.InvariantCulture, out var hour) ? hour : -1;

    private static string[] LeavesOf(string daysOff)
    {
        using var json = JsonDocument.Parse(string.IsNullOrEmpty(daysOff) ? "{}" : daysOff);
        return json.RootElement.TryGetProperty("leave", out var leaves) ? [.. leaves.EnumerateArray().Select(leave => leave.GetString()!)] : [];
    }

    /// <summary>A user's single days off as the form shows them: one a line, stretches with two dots.</summary>
    public static string DatesText(string daysOff)
    {
        using var json = JsonDocument.Parse(string.IsNullOrEmpty(daysOff) ? "{}" : daysOff);
        if (!json.RootElement.TryGetProperty("dates", out var all))
            return "";
        var lines = new List<string>();
        (LocalDate From, LocalDate To)? stretch = null;
        foreach (var day in all.EnumerateArray().Select(d => LocalDatePattern.Iso.Parse(d.GetString()!).Value).Order())
        {
            if (stretch is { } open && open.To.PlusDays(1) == day)
            {
                stretch = (open.From, day);
                continue;
            }

            Close();
            stretch = (day, day);
        }

        Close();
        return string.Join('\n', lines);

        void Close()
        {
            if (stretch is { } s)
                lines.Add(s.From == s.To ? LocalDatePattern.Iso.Format(s.From) : $"{LocalDatePattern.Iso.Format(s.From)} .. {LocalDatePattern.Iso.Format(s.To)}");
        }
    }

    private static List<LocalDate> Dates(string? text, List<Problem> problems)
    {
        var days = new SortedSet<LocalDate>();
        foreach (var part in (text ?? "").Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split("..", StringSplitOptions.TrimEntries).Select(end => LocalDatePattern.Iso.Parse(end)).ToArray();
            if (ends.Length > 2 || ends.Any(end => !end.Success) || ends[^1].Value < ends[0].Value || Period.DaysBetween(ends[0].Value, ends[^1].Value) > MostDates)
            {
                problems.Add(new Problem("dates", $"\"{(part.Length > 40 ? part[..40] : part)}\" is no day off. Write 2026-12-24, or 2026-12-24 .. 2027-01-02."));
                return [];
            }

            for (var day = ends[0].Value; day <= ends[^1].Value; day = day.PlusDays(1))
                days.Add(day);
        }

        if (days.Count > MostDates)
            problems.Add(new Problem("dates", $"Those are more than {MostDates} days off. Keep those of the next twelve months."));
        return [.. days];
    }
}
