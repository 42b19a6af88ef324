using System.Collections.Frozen;

namespace Tact.Imports;

/// <summary>A person's name in its parts. Capitals are left as they were written.</summary>
readonly record struct PersonName(string? Prefix, string? Given, string? Family, string? Suffix)
{
    static readonly FrozenSet<string> Titles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
    [
        "dr", "dr.", "prof", "prof.", "professor", "doctor", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mx", "mx.", "sir", "dame", "herr", "frau", "herrn",
        "dipl.-ing.", "dipl.-kfm.", "dipl.-kffr.", "ing.", "mag.", "m.", "mme", "mme.", "mlle", "monsieur", "madame", "me", "sr.", "sra.", "srta.", "don", "doña",
        "dott.", "dott.ssa", "sig.", "sig.ra", "avv.", "drs.", "ir.", "dhr.", "mevr.", "mw.", "rev.", "med.", "rer.", "nat.", "jur.", "phil.", "h.c.", "lic.",
    ]);

    static readonly FrozenSet<string> Suffixes = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        ["phd", "ph.d.", "ph.d", "md", "m.d.", "mba", "msc", "m.sc.", "bsc", "b.sc.", "ma", "ba", "jr", "jr.", "sr", "ii", "iii", "iv", "cpa", "esq", "esq.", "llm", "ll.m.", "dba", "pmp", "cfa"]);

    static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        ["von", "vom", "zu", "zum", "zur", "van", "der", "den", "de", "het", "ter", "ten", "du", "des", "della", "delle", "dello", "del", "di", "da", "dos", "das", "do", "la", "le", "las", "los", "el", "al", "bin", "ibn", "ben", "af", "av", "st.", "saint", "mac"]);

    /// <summary>The name as it is said, without title and suffix; null when there is none.</summary>
    public string? Full => (Given, Family) switch
    {
        (null, null) => null,
        (null, _) => Family,
        (_, null) => Given,
        _ => Given + " " + Family,
    };

    /// <summary>A name from its own columns. A middle name that is a particle ("d'", "van der") belongs to the family name.</summary>
    public static PersonName FromParts(string? prefix, string? given, string? middle, string? family, string? suffix)
    {
        if (given is not null)
            (prefix, given) = TakeTitles(prefix, given);
        if (given is null && family is not null)
            (prefix, family) = TakeTitles(prefix, family);
        if (family is not null)
            (family, suffix) = TakeSuffixes(family, suffix);
        if (middle is not null)
        {
            if (family is not null && (middle.EndsWith('\'') || middle.EndsWith('’')))
                family = middle + family;
            else if (family is not null && middle.Split(' ').All(Particles.Contains))
                family = middle + " " + family;
            else
                given = given is null ? middle : given + " " + middle;
        }
        return new(prefix, given, family, suffix);
    }

    /// <summary>A name from one column: "Dr. Anna Weiß, PhD", "Weiß, Anna", "Jan van der Berg". What does not look like a name is kept whole.</summary>
    public static PersonName FromWhole(string? prefix, string whole, string? suffix)
    {
        if (whole.AsSpan().IndexOfAny("=@()<>{}[]\"/\\:;0123456789") >= 0)
            return new(prefix, null, whole, suffix);
        (whole, suffix) = TakeSuffixes(whole, suffix);
        if (whole.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var last, var first])
            return FromParts(prefix, first, null, last, suffix);

        (prefix, var rest) = TakeTitles(prefix, whole);
        var words = rest!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1)
            return new(prefix, words[0], null, suffix);
        var start = words.Length - 1;
        while (start > 1 && Particles.Contains(words[start - 1]))
            start--;
        return new(prefix, string.Join(' ', words[..start]), string.Join(' ', words[start..]), suffix);
    }

    static (string? Prefix, string? Name) TakeTitles(string? prefix, string name)
    {
        var rest = name.AsSpan();
        while (true)
        {
            var blank = rest.IndexOf(' ');
            if (blank < 0 || !Titles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest[..blank]))
                return (prefix, rest.Length == name.Length ? name : rest.ToString());
            var title = rest[..blank].ToString();
            if (prefix is null)
                prefix = title;
            else if (!prefix.Contains(title, StringComparison.OrdinalIgnoreCase))
                prefix += " " + title;
            rest = rest[blank..].TrimStart();
        }
    }

    static (string Name, string? Suffix) TakeSuffixes(string name, string? suffix)
    {
        while (name.LastIndexOf(',') is var comma and > 0 && Suffixes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.AsSpan(comma + 1).Trim()))
        {
            var found = name[(comma + 1)..].Trim();
            suffix = suffix is null ? found : found + ", " + suffix;
            name = name[..comma].Trim();
        }
        return (name, suffix);
    }
}
