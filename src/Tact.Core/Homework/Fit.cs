using System.Globalization;

namespace Tact.Core.Homework;

/// <summary>What a qualifier asks of a company's field.</summary>
public enum Condition
{
    /// <summary>The field is one of the values, divided by commas.</summary>
    Is,

    /// <summary>The field is none of the values.</summary>
    IsNot,

    /// <summary>One of the values stands in the field.</summary>
    Contains,

    /// <summary>The number in the field is this or more.</summary>
    AtLeast,

    /// <summary>The number in the field is this or less.</summary>
    AtMost,
}

/// <summary>One thing an ideal client is like (METHOD E2), with its weight in points.</summary>
public abstract record Qualifier(long Id, string Name, int Weight)
{
    /// <summary>The heaviest a qualifier can be.</summary>
    public const int Heaviest = 10;
}

/// <summary>A qualifier that a field of the company answers.</summary>
public sealed record FieldQualifier(long Id, string Name, int Weight, string Field, Condition Condition, string Value) : Qualifier(Id, Name, Weight);

/// <summary>A qualifier that the seller answers with yes or no.</summary>
public sealed record AskedQualifier(long Id, string Name, int Weight) : Qualifier(Id, Name, Weight);

/// <summary>Whether a company meets a qualifier. Unknown is not "no".</summary>
public enum Met
{
    /// <summary>It does.</summary>
    Yes,

    /// <summary>It does not.</summary>
    No,

    /// <summary>Nobody knows yet.</summary>
    Unknown,
}

/// <summary>One part of a fit figure.</summary>
/// <param name="Qualifier">What was asked.</param>
/// <param name="Met">The answer.</param>
/// <param name="Seen">What the field says; null when it says nothing, or a person answered.</param>
public sealed record FitPart(Qualifier Qualifier, Met Met, string? Seen);

/// <summary>How well a company fits, with its parts: points of those met, of all, and how many are unknown.</summary>
public sealed record Fit(IReadOnlyList<FitPart> Parts)
{
    /// <summary>Points of what is met.</summary>
    public int Points => Parts.Where(part => part.Met == Met.Yes).Sum(part => part.Qualifier.Weight);

    /// <summary>Points of everything.</summary>
    public int Of => Parts.Sum(part => part.Qualifier.Weight);

    /// <summary>Points of what is unknown: it could still be met.</summary>
    public int Open => Parts.Where(part => part.Met == Met.Unknown).Sum(part => part.Qualifier.Weight);

    /// <summary>How many qualifiers are unknown.</summary>
    public int Unknown => Parts.Count(part => part.Met == Met.Unknown);

    /// <summary>In words: "5 of 8 points, 2 unknown".</summary>
    public string Words => Parts.Count == 0 ? "no ideal client described yet" : string.Create(CultureInfo.InvariantCulture, $"{Points} of {Of} points{(Unknown == 0 ? "" : $", {Unknown} unknown")}");

    /// <summary>Looks at a company.</summary>
    /// <param name="qualifiers">The team's qualifiers, in their order.</param>
    /// <param name="field">A field of the company by its folded name; null when it is not known.</param>
    /// <param name="answers">What sellers answered, by the qualifier's number.</param>
    public static Fit Look(IEnumerable<Qualifier> qualifiers, Func<string, string?> field, IReadOnlyDictionary<long, bool> answers) => new([.. qualifiers.Select(qualifier => qualifier switch
    {
        FieldQualifier asked when field(Folded.Text(asked.Field)) is { } seen && !string.IsNullOrWhiteSpace(seen) => new FitPart(asked, Holds(asked, seen), seen.Trim()),
        AskedQualifier asked when answers.TryGetValue(asked.Id, out var yes) => new FitPart(asked, yes ? Met.Yes : Met.No, null),
        _ => new FitPart(qualifier, Met.Unknown, null),
    })]);

    private static Met Holds(FieldQualifier asked, string seen) => asked.Condition switch
    {
        Condition.Is => Yes(IsOne(asked.Value, seen)),
        Condition.IsNot => Yes(!IsOne(asked.Value, seen)),
        Condition.Contains => Yes(WhatFits.Names(asked.Value, seen)),
        _ => Numbers.Read(seen) is { } range && Numbers.Read(asked.Value) is { } wanted ? Compare(asked.Condition, range, wanted.Least) : Met.Unknown,
    };

    private static Met Yes(bool met) => met ? Met.Yes : Met.No;

    // a field such as tags holds several values itself
    private static bool IsOne(string values, string seen) => values.Split(',').Select(Folded.Text).Intersect(seen.Split(',').Select(Folded.Text).Append(Folded.Text(seen)), StringComparer.Ordinal).Any(value => value.Length > 0);

    // "50-99" against "at least 70" is neither yes nor no
    private static Met Compare(Condition condition, Numbers seen, decimal wanted) => condition == Condition.AtLeast
        ? seen.Least >= wanted ? Met.Yes : seen.Most < wanted ? Met.No : Met.Unknown
        : seen.Most <= wanted ? Met.Yes : seen.Least > wanted ? Met.No : Met.Unknown;
}
