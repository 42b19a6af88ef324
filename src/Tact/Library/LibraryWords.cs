using System.Globalization;
using Tact.Core;
using Tact.Core.Library;
using Tact.Web;
using Words = Tact.Web.Words;

namespace Tact.Library;

/// <summary>The words of the library's pages and commands.</summary>
public static class LibraryWords
{
    /// <summary>A kind as people read it.</summary>
    public static string Kind(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];

    /// <summary>All kinds, for choosing.</summary>
    public static IReadOnlyList<Choice> Kinds { get; } = [.. Names.All<AssetKind>().Select(kind => new Choice(kind, Kind(kind)))];

    /// <summary>All languages, for choosing.</summary>
    public static IReadOnlyList<Choice> AllLanguages { get; } = [.. Languages.All.Select(language => new Choice(language.Code, language.Name))];

    /// <summary>What came after an asset was given, in a sentence. It never says that the one made the other.</summary>
    public static string Answers(GivenAndAnswered counted)
    {
        if (counted.Given == 0)
            return "Not given to anybody yet.";
        var given = $"Given to {Words.Count(counted.Given, "person", "people")}";
        if (counted.Share is not { } share)
            return $"{given}, {counted.Waited.ToString(CultureInfo.InvariantCulture)} of them thirty days ago or more: too few to say what comes of it (it takes {GivenAndAnswered.TooFew}).";
        return $"{given}. Of the {counted.Waited} who have had it for thirty days, {counted.Answered} talked with us or answered within them: {Percent(share.Share)}, with a 95 % interval from {Percent(share.Low)} to {Percent(share.High)}.";
    }

    /// <summary>The same for a cell of a table.</summary>
    public static string Short(AnswersShown answers) => answers.Given == 0 ? "" : $"given to {answers.Given}, {Share(answers)}";

    /// <summary>The share alone.</summary>
    public static string Share(AnswersShown answers) => answers.Share is { } share ? $"{Percent(share)} answered ({Percent(answers.Low!.Value)} to {Percent(answers.High!.Value)})" : "too few to say";

    /// <summary>What must be said beside such figures.</summary>
    public const string NoProof = "Whom it is given to is chosen, so this shows what went together, not what caused it.";

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
