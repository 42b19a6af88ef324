using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using Tact.Core;
using Tact.Core.Cadences;
using Tact.Web;

namespace Tact.Cadences;

/// <summary>The steps of a cadence on a line of working days, drawn here as SVG; below it the same under a preset. It says in words what it shows.</summary>
public static class TimeLine
{
    private const int Left = 30;
    private const int Apart = 34;
    private const int Narrowest = 900;
    private const int Designed = 74;
    private const int Under = 146;
    private const int Bottom = 184;

    /// <summary>Draws the steps as designed, and where the preset would move them.</summary>
    public static MarkupString Draw(IReadOnlyList<PlacedStep> steps, string preset)
    {
        var last = Math.Max(1, Math.Max(steps[^1].Day, steps.Max(step => step.Under ?? 0)));
        var perDay = Math.Clamp((Narrowest - (2.0 * Left)) / last, 6, 40);
        var moved = steps.Any(step => step.Under != step.Day);
        var above = Spread(steps.Select(step => (int?)step.Day), perDay);
        var below = Spread(steps.Select(step => step.Under), perDay);
        var width = Math.Max(Narrowest, above.Concat(below).OfType<double>().Max() + Left);
        var height = moved ? Bottom : Designed + 42;
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""<svg class="drawn time-line" width="{width:0}" height="{height}" viewBox="0 0 {width:0} {height}" role="img" aria-label="{WebUtility.HtmlEncode(Said(steps, preset))}">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<path class="chart-axis" d="M{Left} {Designed}H{above[^1]:0.#}"/>""");
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var branch in steps[i].Step.On ?? [])
                Arc(svg, branch, steps, above, i);
            Mark(svg, steps[i], above[i]!.Value, Designed, "time-step", $"day {steps[i].Day}");
        }

        if (moved)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="time-preset" x="0" y="{Under - 22}">{WebUtility.HtmlEncode(preset)}</text><path class="chart-axis" d="M{Left} {Under}H{below.OfType<double>().Last():0.#}"/>""");
            for (var i = 0; i < steps.Count; i++)
            {
                if (below[i] is not { } x)
                    continue;
                if (steps[i].Under != steps[i].Day)
                    svg.Append(CultureInfo.InvariantCulture, $"""<path class="time-move" d="M{above[i]:0.#} {Designed + 14}L{x:0.#} {Under - 14}"/>""");
                Mark(svg, steps[i], x, Under, "time-held", $"day {steps[i].Under}");
            }
        }

        return new MarkupString(svg.Append("</svg>").ToString());
    }

    /// <summary>In words: which step comes on which day, and until when the preset would hold it.</summary>
    public static IReadOnlyList<string> Held(IReadOnlyList<PlacedStep> steps, string preset) =>
    [
        .. steps.Where(step => step.Under != step.Day).Select(step => step.Under is { } day
            ? $"{preset} would hold step {step.Place} until day {day}; it was made for day {step.Day}{(step.Because is { } rule ? $" ({rule})" : "")}."
            : $"{preset} would never come to step {step.Place}: its approaches are used up, and they rest (A2)."),
    ];

    private static string Said(IReadOnlyList<PlacedStep> steps, string preset) =>
        string.Join(", ", steps.Select(step => $"step {step.Place} {CadenceWords.Of(step.Step.Channel)} on day {step.Day}")) + "."
        + (steps.Any(step => step.Under != step.Day) ? $" Under {preset}: {string.Join(", ", steps.Select(step => step.Under is { } day ? $"step {step.Place} on day {day}" : $"step {step.Place} never"))}." : "");

    /// <summary>Places in order, never on top of each other.</summary>
    private static List<double?> Spread(IEnumerable<int?> days, double perDay)
    {
        var places = new List<double?>();
        var free = (double)Left;
        foreach (var day in days)
        {
            double? x = day is { } at ? Math.Max(free, Left + (at * perDay)) : null;
            places.Add(x);
            free = (x ?? free) + Apart;
        }

        return places;
    }

    private static void Mark(StringBuilder svg, PlacedStep step, double x, int y, string kind, string day)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<circle class="{kind}" cx="{x:0.#}" cy="{y}" r="13"/><svg class="time-icon" x="{x - 8:0.#}" y="{y - 8}" width="16" height="16"><use href="{WebFiles.Url("vendor/icons.svg")}#{Icon(step.Step.Channel)}"/></svg>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-tick" x="{x:0.#}" y="{y + 28}">{(step.Place == 1 ? day : day[4..])}</text>""");
    }

    /// <summary>Steps that are left out are spanned by an arc; what goes with a step is a small mark on it.</summary>
    private static void Arc(StringBuilder svg, Branch branch, IReadOnlyList<PlacedStep> steps, List<double?> places, int place)
    {
        var x = places[place]!.Value;
        if (branch.Then == Then.SameDay)
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="time-branch" d="M{x:0.#} {Designed - 13}V{Designed - 26}"/><svg class="time-with" x="{x - 7:0.#}" y="{Designed - 42}" width="14" height="14"><use href="{WebFiles.Url("vendor/icons.svg")}#{Icon(branch.Channel ?? Channel.Email)}"/></svg>""");
        else if (branch.Then == Then.Step && Branches.Target([.. steps.Select(step => step.Step)], branch.Step) is var target && target > place)
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="time-branch" d="M{x:0.#} {Designed - 14}C{x:0.#} 14 {places[target]:0.#} 14 {places[target]:0.#} {Designed - 15}"/>""");
    }

    /// <summary>The icon of a channel.</summary>
    public static string Icon(Channel channel) => channel switch
    {
        Channel.Call => "phone", Channel.Email => "mail", Channel.Message => "message", Channel.Letter => "send", Channel.Visit => "map-pin", Channel.Meeting => "users", _ => "message-circle",
    };
}
