namespace Tact.Core.Homework;

/// <summary>For whom an offering is, and what sets it apart there (METHOD E1).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Industry">Industries, several with commas; empty means any.</param>
/// <param name="Role">Roles, several with commas; empty means any.</param>
/// <param name="Problem">The problem of theirs that it solves.</param>
/// <param name="Apart">What sets it apart for them.</param>
/// <param name="Proof">What shows that it is so: a client, a figure.</param>
public sealed record Audience(long Id, string Industry, string Role, string Problem, string Apart, string Proof);

/// <summary>Something we sell.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Does">What it does, in a sentence.</param>
/// <param name="Audiences">For whom, in the team's order.</param>
public sealed record Offering(long Id, string Name, string Does, IReadOnlyList<Audience> Audiences);

/// <summary>The offering that fits somebody.</summary>
/// <param name="Offering">Which one.</param>
/// <param name="Audience">As whom they are addressed; null when the offering names no audience.</param>
/// <param name="Why">Why this one, in words.</param>
public sealed record FittingOffering(Offering Offering, Audience? Audience, string Why);

/// <summary>Finds what fits somebody by industry and role; nothing rather than a guess.</summary>
public static class WhatFits
{
    private const int ShortWord = 3;

    /// <summary>The best fit: industry and role, industry, role, then what is for everybody; among equals the first. Null when nothing fits.</summary>
    public static FittingOffering? For(IEnumerable<Offering> offerings, string? industry, string? role)
    {
        FittingOffering? best = null;
        var bestRank = -1;
        foreach (var offering in offerings)
        {
            foreach (var audience in offering.Audiences.Count == 0 ? [null] : offering.Audiences.Cast<Audience?>())
            {
                if (Rank(audience, industry, role) is var rank && rank > bestRank)
                    (best, bestRank) = (new FittingOffering(offering, audience, Why(rank, industry, role)), rank);
            }
        }

        return best;
    }

    /// <summary>Whether one of several words, divided by commas, stands in a text; words of up to three letters only as whole words.</summary>
    public static bool Names(string words, string? text)
    {
        var folded = Folded.Text(text);
        return folded.Length > 0 && words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Folded.Text)
            .Any(word => word.Length > ShortWord ? folded.Contains(word, StringComparison.Ordinal) : folded.Split(' ', ',', '/', '-', '.').Contains(word, StringComparer.Ordinal));
    }

    // -1 does not fit; what an audience asks for and nobody knows does not fit either
    private static int Rank(Audience? audience, string? industry, string? role)
    {
        if (audience is null)
            return 0;
        var (asksIndustry, asksRole) = (audience.Industry.Length > 0, audience.Role.Length > 0);
        return (asksIndustry && !Names(audience.Industry, industry)) || (asksRole && !Names(audience.Role, role)) ? -1 : (asksIndustry ? 2 : 0) + (asksRole ? 1 : 0);
    }

    private static string Why(int rank, string? industry, string? role) => rank switch
    {
        3 => $"for {role} in {industry}",
        2 => $"for {industry}",
        1 => $"for {role}",
        _ => "for everybody",
    };
}
