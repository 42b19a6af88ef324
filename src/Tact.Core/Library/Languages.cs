namespace Tact.Core.Library;

/// <summary>Languages by their code, however somebody wrote them.</summary>
public static class Languages
{
    private static readonly (string Code, string Name, string[] Written)[] Known =
    [
        ("en", "English", ["english", "englisch", "anglais", "ingles", "engels"]), ("de", "German", ["german", "deutsch", "allemand", "aleman", "duits"]),
        ("fr", "French", ["french", "franzoesisch", "francais", "frances", "frans"]), ("es", "Spanish", ["spanish", "spanisch", "espagnol", "espanol", "castellano", "spaans"]),
        ("nl", "Dutch", ["dutch", "niederlaendisch", "hollaendisch", "neerlandais", "nederlands"]), ("it", "Italian", ["italian", "italienisch", "italiano", "italien"]),
        ("pt", "Portuguese", ["portuguese", "portugiesisch", "portugues"]), ("pl", "Polish", ["polish", "polnisch", "polski", "polonais"]),
        ("da", "Danish", ["danish", "daenisch", "dansk"]), ("sv", "Swedish", ["swedish", "schwedisch", "svenska"]), ("no", "Norwegian", ["norwegian", "norwegisch", "norsk", "nb"]), ("fi", "Finnish", ["finnish", "finnisch", "suomi"]),
        ("cs", "Czech", ["czech", "tschechisch", "cestina"]), ("tr", "Turkish", ["turkish", "tuerkisch", "tuerkce", "turkce"]),
    ];

    private static readonly (string Code, string[] Countries)[] Spoken =
    [
        ("en", ["GB", "IE", "US", "AU", "NZ"]), ("de", ["DE", "AT"]), ("fr", ["FR"]), ("es", ["ES", "MX", "AR", "CL", "CO", "PE", "UY"]), ("nl", ["NL"]), ("it", ["IT"]), ("pt", ["PT", "BR"]), ("pl", ["PL"]), ("da", ["DK"]), ("sv", ["SE"]),
        ("no", ["NO"]), ("fi", ["FI"]), ("cs", ["CZ"]), ("tr", ["TR"]),
    ];

    /// <summary>The language nearly everybody reads in a country (ISO 3166); null where there are several, or none is known.</summary>
    public static string? OfCountry(string? country) => country is null ? null : Spoken.FirstOrDefault(one => one.Countries.Contains(country)).Code;

    /// <summary>Codes and names of those that can be chosen.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } = [.. Known.Select(one => (one.Code, one.Name))];

    /// <summary>The code of a language, from a code ("de", "de-AT") or a name; the folded word itself when it is neither; null for nothing.</summary>
    public static string? Code(string? written)
    {
        var folded = Folded.Text(written);
        if (folded.Length == 0)
            return null;
        var first = folded.Split('-', '_')[0];
        foreach (var (code, _, names) in Known)
        {
            if (first == code || names.Contains(folded) || names.Contains(first))
                return code;
        }

        return folded;
    }

    /// <summary>The name of a language by its code; the code itself when it is not known.</summary>
    public static string Name(string code)
    {
        foreach (var (known, name, _) in Known)
        {
            if (known == code)
                return name;
        }

        return code;
    }
}
