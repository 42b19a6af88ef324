using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using Tact.Core.Simulation;

namespace Tact.Simulation;

/// <summary>A number of the comparison: its heading, and how to read it from a policy's outcome, per 1,000 people where it counts people.</summary>
/// <param name="Heading">What it is, in a few words.</param>
/// <param name="About">One sentence for the reader.</param>
/// <param name="Of">The number with its range; null when there is none.</param>
public sealed record Measure(string Heading, string About, Func<PolicyOutcome, Estimate?> Of);

/// <summary>Charts as SVG, drawn here so that pages need neither script nor inline style. Each says in words what it shows.</summary>
public static class Charts
{
    private const int Width = 360;
    private const int NameWidth = 132;
    private const int ValueWidth = 58;
    private const int RowHeight = 26;
    private const int CurveHeight = 220;

    /// <summary>One bar a policy, with its range.</summary>
    public static MarkupString Bars(Measure measure, IReadOnlyList<PolicyOutcome> policies)
    {
        var rows = policies.Select(policy => (policy.Name, policy.Kind, Value: measure.Of(policy))).ToList();
        var most = Math.Max(1e-9, rows.Max(row => row.Value?.High ?? 0));
        var room = Width - NameWidth - ValueWidth;
        var svg = Open(rows.Count * RowHeight, $"{measure.Heading}: {string.Join(", ", rows.Select(row => $"{row.Name} {Words(row.Value)}"))}.");
        for (var i = 0; i < rows.Count; i++)
        {
            var (name, kind, value) = rows[i];
            var middle = (i * RowHeight) + (RowHeight / 2);
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-name" x="0" y="{middle + 4}">{WebUtility.HtmlEncode(name)}</text>""");
            if (value is { } estimate)
            {
                svg.Append(CultureInfo.InvariantCulture, $"""<rect class="chart-{(kind == PolicyKind.Habit ? "habit" : "etiquette")}" x="{NameWidth}" y="{middle - 7}" width="{Math.Max(1, estimate.Mean / most * room):0.#}" height="14" rx="2"/>""");
                svg.Append(CultureInfo.InvariantCulture, $"""<path class="chart-range" d="M{NameWidth + (estimate.Low / most * room):0.#} {middle}H{NameWidth + (estimate.High / most * room):0.#}"/>""");
            }

            svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-value" x="{Width}" y="{middle + 4}">{Words(value)}</text>""");
        }

        return Close(svg);
    }

    /// <summary>The measured share of yeses by number of the call, with its intervals, and the model's line.</summary>
    public static MarkupString Fit(CalibrationReport fit)
    {
        const int left = 36;
        const int bottom = CurveHeight - 24;
        var most = fit.Calls.Max(call => Math.Max(call.High, call.Model)) * 1.05;
        var svg = Open(CurveHeight, "Yeses by number of the call, measured and in the model: " + string.Join(", ", fit.Calls.Select(call => string.Create(CultureInfo.InvariantCulture, $"call {call.N} {call.Observed:P1} and {call.Model:P1}"))) + ".");
        svg.Append(CultureInfo.InvariantCulture, $"""<path class="chart-axis" d="M{left} 4V{bottom}H{Width}"/>""");
        for (var percent = 0; percent < most * 100; percent += 2)
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-value" x="{left - 6}" y="{Y(percent / 100.0) + 4:0.#}">{percent} %</text>""");
        foreach (var call in fit.Calls)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="chart-measured" d="M{X(call.N):0.#} {Y(call.Low):0.#}V{Y(call.High):0.#}"/><circle class="chart-point" cx="{X(call.N):0.#}" cy="{Y(call.Observed):0.#}" r="3.5"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-tick" x="{X(call.N):0.#}" y="{CurveHeight - 6}">{call.N}</text>""");
        }

        svg.Append("""<path class="chart-line" d="M""").AppendJoin('L', fit.Calls.Select(call => string.Create(CultureInfo.InvariantCulture, $"{X(call.N):0.#} {Y(call.Model):0.#}"))).Append("\"/>");
        return Close(svg);

        double X(int n) => left + ((n - 0.5) * (Width - left) / fit.Calls.Count);
        double Y(double share) => bottom - (share / most * (bottom - 4));
    }

    /// <summary>A number as the table and the charts write it.</summary>
    public static string Words(Estimate? value) => value is null ? "–" : value.Mean.ToString(value.Mean is > 0 and < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);

    /// <summary>Its range.</summary>
    public static string RangeWords(Estimate? value) => value is null ? "no win" : string.Create(CultureInfo.InvariantCulture, $"{value.Low:0.#} to {value.High:0.#}");

    private static StringBuilder Open(int height, string says) => new StringBuilder().Append(CultureInfo.InvariantCulture, $"""<svg class="drawn" viewBox="0 0 {Width} {height}" role="img" aria-label="{WebUtility.HtmlEncode(says)}">""");

    private static MarkupString Close(StringBuilder svg) => new(svg.Append("</svg>").ToString());
}
