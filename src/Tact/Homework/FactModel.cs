using NodaTime;
using NodaTime.Text;
using Tact.Web;

namespace Tact.Homework;

/// <summary>The facts on a person's or company's page.</summary>
/// <param name="Add">Where one is added.</param>
/// <param name="Back">Where the page is.</param>
/// <param name="Lines">The facts.</param>
/// <param name="Form">The page's hidden fields.</param>
public sealed record FactsModel(string Add, string Back, IReadOnlyList<FactLine> Lines, FormState Form)
{
    /// <summary>What was known before Tact, from an import.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];
}

/// <summary>One fact in words.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Text">What is known.</param>
/// <param name="Source">Where from; null for nothing.</param>
/// <param name="Link">The source, when it is an address on the web.</param>
/// <param name="Small">Its age, who wrote it, of which company.</param>
/// <param name="Assumption">It is only assumed.</param>
/// <param name="Stale">It is to be asked again.</param>
/// <param name="First">The first stale one of the page: one key confirms it.</param>
public sealed record FactLine(long Id, string Text, string? Source, string? Link, string Small, bool Assumption, bool Stale, bool First)
{
    /// <summary>The facts of a page in words.</summary>
    public static IReadOnlyList<FactLine> Of(IReadOnlyList<FactShown> facts, LocalDate today)
    {
        var first = facts.FirstOrDefault(fact => fact.Stale)?.Id;
        return [.. facts.Select(fact => Of(fact, today, fact.Id == first))];
    }

    /// <summary>One fact in words.</summary>
    public static FactLine Of(FactShown fact, LocalDate today, bool first = false)
    {
        var learned = LocalDatePattern.Iso.Parse(fact.LearnedOn).Value;
        var link = IsLink(fact.Source) ? fact.Source : null;
        var age = When.Since(learned, today) is var since && since == "today" ? "today" : $"{since} ago";
        return new FactLine(
            fact.Id, fact.Text, link is null && fact.Source.Length > 0 ? fact.Source : null, link,
            string.Join(" · ", new[] { $"{(fact.Before.Count > 0 ? "confirmed" : "learned")} {age}", fact.By, fact.About == "company" && fact.AboutName.Length > 0 ? fact.AboutName : null }.OfType<string>()), fact.Assumption, fact.Stale, first);
    }

    private static bool IsLink(string source) => Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && !source.Any(char.IsWhiteSpace);
}

/// <summary>One fact's page: its history, confirming it, taking it back.</summary>
public sealed record FactModel
{
    /// <summary>What the layout shows around it.</summary>
    public required PageFrame Frame { get; init; }

    /// <summary>The fact.</summary>
    public required FactLine Fact { get; init; }

    /// <summary>About whom: the name, and where it leads.</summary>
    public required Choice About { get; init; }

    /// <summary>How it stood before, newest first.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>When and why it was taken back; null while it stands.</summary>
    public string? Withdrawn { get; init; }

    /// <summary>Hidden fields and problems.</summary>
    public required FormState Form { get; init; }

    /// <summary>What was typed, when the form comes back.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = new Dictionary<string, string>();
}
