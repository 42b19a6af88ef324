using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Tact.Etiquette;

/// <summary>Where the follow-ups that move are now and would be, drawn here as SVG so that the page needs neither script nor inline style.</summary>
public static class MovedChart
{
    private const int Width = 460;
    private const int NameWidth = 128;
    private const int ValueWidth = 96;
    private const int RowHeight = 30;

    /// <summary>Two bars a span: now, and then.</summary>
    public static MarkupString Of(IReadOnlyList<MovedDates> dates)
    {
        var most = Math.Max(1, dates.Max(span => Math.Max(span.Now, span.Then)));
        var says = string.Join(", ", dates.Select(span => $"{TriedModel.Span(span)} {N(span.Now)} now and {N(span.Then)} then"));
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""<svg class="drawn moved" viewBox="0 0 {Width} {dates.Count * RowHeight}" role="img" aria-label="Dates of those who move: {says}.">""");
        for (var i = 0; i < dates.Count; i++)
        {
            var top = i * RowHeight;
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-name" x="0" y="{top + 18}">{TriedModel.Span(dates[i])}</text>""");
            Bar("habit", top + 3, dates[i].Now);
            Bar("etiquette", top + 14, dates[i].Then);
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="chart-value" x="{Width}" y="{top + 18}">{N(dates[i].Now)} → {N(dates[i].Then)}</text>""");
        }

        return new MarkupString(svg.Append("</svg>").ToString());

        void Bar(string kind, int y, long many)
        {
            if (many > 0)
                svg.Append(CultureInfo.InvariantCulture, $"""<rect class="chart-{kind}" x="{NameWidth}" y="{y}" width="{Math.Max(1.0, many * (double)(Width - NameWidth - ValueWidth) / most):0.#}" height="10" rx="2"/>""");
        }
    }

    private static string N(long many) => many.ToString("N0", CultureInfo.InvariantCulture);
}
