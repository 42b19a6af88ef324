using System.Globalization;
using Tact.Core.Etiquette;
using Tact.Web;

namespace Tact.Etiquette;

/// <summary>A rule of the table of presets.</summary>
/// <param name="Rule">METHOD's id.</param>
/// <param name="Name">What it says, in a few words.</param>
/// <param name="About">One sentence on why it is there.</param>
/// <param name="Cell">What a preset says of it.</param>
public sealed record PresetRow(string Rule, string Name, string About, Func<Preset, string> Cell);

/// <summary>A field of the form.</summary>
/// <param name="Group">The heading it stands under.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Label">Its label, with the unit.</param>
/// <param name="About">One sentence on what the number does.</param>
/// <param name="Empty">What it means when it is left empty; null when it cannot be.</param>
public sealed record PresetField(string Group, string Name, string Label, string About, string? Empty = null);

/// <summary>Presets in plain words: the rows of the table, and the fields of the form.</summary>
public static class PresetWords
{
    /// <summary>The table, in the order of METHOD's.</summary>
    public static IReadOnlyList<PresetRow> Rows { get; } =
    [
        new("A2", "Unanswered approaches, first / later cycles", "After so many tries without an answer we rest: silence is not a no, and more of the same is not persistence.", p =>
            p.Budget is { } first ? p.AskAnotherPersonAfter is not null ? $"{first}, then ask another person there" : $"{first} / {p.LaterBudget}" : "no limit while each brings something"),
        new("B3", "Least gap, working days", "After an approach without an answer we wait at least so long, in their working days.", p => Gaps(p.Gaps)),
        new("B3", "Approaches in any 7 days, person / company", "Over all colleagues, campaigns and channels; for the company only cold ones count.", p => $"{p.PersonPerWeek} / {Or(p.CompanyPerWeek)}"),
        new("B3", "Silent rings, a day / in 7 days", "A ring without a message is no approach, and still nobody is rung over and over.", p =>
            $"{p.RingsPerDay}{(p.HoursBetweenRings > 0 ? $" (at least {p.HoursBetweenRings} h apart)" : "")} / {p.RingsPerWeek}"),
        new("A2", "Shortest cycle, working days", "The tries of the first cycle are spread over at least so long, so that a busy month does not hide somebody.", p => Or(p.ShortestCycle)),
        new("A2", "Rest in days, first / second / later", "Then they are left alone, and we come back with something new.", p => p.Rests is { } rests ? string.Join(" / ", rests) : p.AskAnotherPersonAfter is { } days ? $"{days}, while another is asked" : "none"),
        new("A2", "Approaches in 12 months without any answer", "A year has a limit, whatever the cycles add up to.", p => N(p.PerYear)),
        new("B8", "Pleasantly persistent suggested at", "The calm message that says what we will do on which date unless we hear from them.", p => p.PleasantlyPersistentAt is { } at ? Web.Words.Ordinal(at) : "–"),
        new("B8", "Last message of the first cycle", "Whoever did not answer hears what will really happen, and until when they are left in peace.", p => p.LastMessage is null ? "–" : "“I will leave it until <month>”"),
        new("B8", "Permission to close", "Where do they stand; it is fine to say no. A client never gets a closing message.", ToClose),
        new("B5", "Something for them", "The difference between persistent and pushy is the value brought, not the number of contacts.", p => Bring(p.Bring)),
        new("B2", "Hours for calls, in their zone", "What they asked for, and the law, may narrow it further.", p => $"{p.CallsFrom}:00 to {p.CallsUntil}:00"),
    ];

    /// <summary>The form's fields, in the order of the form.</summary>
    public static IReadOnlyList<PresetField> Fields { get; } =
    [
        new("What it is", "name", "Name", "Small letters, digits and hyphens."),
        new("What it is", "about", "What it is for", "One sentence for whoever chooses."),
        new("How close contacts may come", "gaps", "Least gaps, working days", "After the first, second … unanswered approach; the last number serves all later ones."),
        new("How close contacts may come", "personPerWeek", "Approaches to a person in any 7 days", "Over all colleagues and channels."),
        new("How close contacts may come", "companyPerWeek", "Cold approaches to a company in any 7 days", "Over all colleagues.", "no limit"),
        new("How close contacts may come", "ringsPerDay", "Silent rings a day", "Rings without an answer or a message."),
        new("How close contacts may come", "ringsPerWeek", "Silent rings in any 7 days", "Rings without an answer or a message."),
        new("How close contacts may come", "hoursBetweenRings", "Least hours between two rings of one day", "Nobody is rung over and over.", "no least"),
        new("When to rest", "budget", "Unanswered approaches in the first cycle", "Then they are left alone for a while.", "no limit"),
        new("When to rest", "laterBudget", "Unanswered approaches in later cycles", "Later cycles are shorter.", "no limit"),
        new("When to rest", "shortestCycle", "Shortest first cycle, working days", "From its first approach to its last.", "no least"),
        new("When to rest", "rests", "Rests, days", "After the first, second … cycle; the last number serves all later ones.", "no rest"),
        new("When to rest", "perYear", "Approaches in 12 months without any answer", "Whatever the cycles add up to."),
        new("When to rest", "askAnotherPersonAfter", "Days to leave them alone and ask another person there", "Instead of a rest, after the last approach.", "nobody else is asked"),
        new("What to say and bring", "pleasantlyPersistentAt", "Pleasantly persistent message at approach", "It says calmly what we will do on which date.", "never suggested"),
        new("What to say and bring", "lastMessage", "Last message of the first cycle", "Says what will really happen.", "nothing special"),
        new("What to say and bring", "permissionToClose", "Permission to close", "Asks where they stand, and says it is fine to say no.", "where the cadence has it"),
        new("What to say and bring", "permissionToCloseFrom", "In the first cycle allowed from approach", "A cadence may ask for permission to close as early as this.", "not in the first cycle"),
        new("What to say and bring", "bring", "Something for them", "An article, an insight, an introduction, an answer."),
        new("Hours for calls", "callsFrom", "Calls from, hour", "In their zone.", "8"),
        new("Hours for calls", "callsUntil", "Calls until, hour", "In their zone.", "18"),
    ];

    /// <summary>The words a field of the form may hold; null for none.</summary>
    public static Choice[]? Choices(string field) => field switch
    {
        "bring" => [new("each", "with each approach"), new("after-first", "with each after the first"), new("every-second", "with every second")],
        "lastMessage" => [new("", "nothing special"), new("leave-until", "“I will leave it until <month>”")],
        "permissionToClose" => [new("", "where the cadence has it"), new("second-cycle", "with the last approach of the second cycle"), new("once-a-year", "once a year"), new("never", "never")],
        _ => null,
    };

    private static string ToClose(Preset p) => p.PermissionToClose switch
    {
        AskToClose.SecondCycle => $"end of 2nd cycle{(p.PermissionToCloseFrom is { } from ? $"; allowed from the {Web.Words.Ordinal(from)}" : "")}",
        AskToClose.OnceAYear => "once a year",
        AskToClose.Never => "never",
        _ => "where the cadence has it",
    };

    /// <summary>When something must be brought, in words.</summary>
    public static string Bring(BringWhen when) => when switch
    {
        BringWhen.Each => "with each",
        BringWhen.AfterFirst => "with each after the first",
        _ => "with every second",
    };

    /// <summary>"3 for the first three, then 10, 20, 40".</summary>
    private static string Gaps(IReadOnlyList<int> gaps)
    {
        var same = gaps.TakeWhile(gap => gap == gaps[0]).Count();
        return same == gaps.Count ? N(gaps[0]) : same == 1 ? string.Join(", ", gaps) : $"{gaps[0]} for the first {same}, then {string.Join(", ", gaps.Skip(same))}";
    }

    private static string Or(int? number) => number is { } known ? N(known) : "–";

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
