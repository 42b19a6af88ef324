using System.Collections.Frozen;
using System.Text.Json;

namespace Tact.Core.Mail;

/// <summary>What a phrase is a sign of; the names of the lists in the word files.</summary>
internal enum Sign
{
    // automatic and human mail
    Not, AutoSubject, Absence, AbsenceWeak, Receipt, Challenge, Gone, Unmonitored, StandIn,
    OptOut, OptOutAlone, OptIn, NotNow, NotInterested, Interested, WrongPerson, Referral, Meeting, MeetingSubject, Thanks,

    // bounces
    BounceSubject, BounceText, WarningOnly, ReturnedCopy, AddressDead, AddressGonePerhaps, AddressFull, SenderBlocked, NotYet,

    // dates
    Month, Weekday, Number, Occasion,
    Until, Through, Inclusive, Back, BackWeak, After, From, To, Before, Today, Tomorrow, Next, This, In,
    Day, WorkingDay, Week, Quarter, Half, Year, WeekNumber, StartOf, MidOf, EndOf, Weekend, Fortnight, MonthUnit,
}

/// <summary>An occasion of the year that dates are counted from.</summary>
internal enum Occasion { NewYear, Easter, Christmas, Summer, Spring, Autumn, Winter, LaborDay, Thanksgiving, MemorialDay, IndependenceDay, Carnival, Whitsun, September, Midsummer, MayDay }

/// <summary>The words of all languages, read once from the word files: matched in one pass each for bounces, for meaning and for dates.</summary>
internal static class MailWords
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private static readonly WordFile[] Files = Load();

    /// <summary>The words of mail servers.</summary>
    public static PhraseMatcher Bounces { get; } = new(Files.Where(file => file.Language == "servers").SelectMany(Signs));

    /// <summary>The words of people and their automatic replies.</summary>
    public static PhraseMatcher Meaning { get; } = new(Files.Where(file => file.Language != "servers").SelectMany(Signs));

    /// <summary>The words of dates.</summary>
    public static PhraseMatcher Dates { get; } = new(Files.SelectMany(DateWords));

    /// <summary>"wrote" in the line above a quote.</summary>
    public static IReadOnlyList<string> Wrote { get; } = Reply("wrote");

    /// <summary>How the line above a quote begins: "On", "Am", "Le".</summary>
    public static FrozenSet<string> Lead { get; } = Reply("lead").ToFrozenSet();

    /// <summary>The labels of a header block, each with which line it is (0 from, 1 sent, 2 to, 3 copy, 4 subject).</summary>
    public static FrozenDictionary<string, int> Labels { get; } = LabelWords();

    /// <summary>"Original message" and the like.</summary>
    public static IReadOnlyList<string> OriginalMessage { get; } = Reply("original");

    /// <summary>"Sent from my", at the beginning of a line.</summary>
    public static IReadOnlyList<string> Device { get; } = Reply("device");

    /// <summary>Closings that stand alone on a line.</summary>
    public static FrozenSet<string> Closings { get; } = Reply("closing").ToFrozenSet();

    /// <summary>How the small print begins.</summary>
    public static IReadOnlyList<string> Disclaimers { get; } = Reply("disclaimer");

    private static IEnumerable<(Sign, string, int)> Signs(WordFile file) =>
        file.Signs.SelectMany(list => list.Value.Select(phrase => (Named<Sign>(list.Key, file), phrase, 0)));

    // abbreviations of two letters are words of another language too often
    private static IEnumerable<(Sign, string, int)> DateWords(WordFile file) =>
    [
        .. file.Months.SelectMany((names, i) => names.Select(name => (Sign.Month, name, i + 1))),
        .. file.Weekdays.SelectMany((names, i) => names.Where(name => name.Length > 2).Select(name => (Sign.Weekday, name, i + 1))),
        .. file.Numbers.SelectMany((names, i) => names.Select(name => (Sign.Number, name, i + 1))),
        .. file.Occasions.SelectMany(list => list.Value.Select(name => (Sign.Occasion, name, (int)Named<Occasion>(list.Key, file)))),
        .. file.Dates.SelectMany(list => list.Value.Select(name => (list.Key == "month" ? Sign.MonthUnit : Named<Sign>(list.Key, file), name, 0))),
    ];

    private static string[] Reply(string list) => [.. Files.SelectMany(file => file.Reply.GetValueOrDefault(list) ?? []).Select(FoldedText.Phrase).Distinct()];

    private static FrozenDictionary<string, int> LabelWords()
    {
        var labels = new Dictionary<string, int>();
        foreach (var (list, line) in (IEnumerable<(string, int)>)[("from", 0), ("sent", 1), ("to", 2), ("copy", 3), ("subject", 4)])
        {
            foreach (var word in Reply(list))
                labels[word] = labels.GetValueOrDefault(word) | 1 << line;
        }

        return labels.ToFrozenDictionary();
    }

    private static T Named<T>(string name, WordFile file) where T : struct, Enum =>
        Enum.TryParse<T>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var named) ? named : throw new InvalidOperationException($"{file.Language}.json has a list \"{name}\", which nothing reads.");

    private static WordFile[] Load()
    {
        var assembly = typeof(MailWords).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.Contains(".Mail.Words.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<WordFile>(stream, Format)!;
        })];
    }

    private sealed record WordFile
    {
        public required string Language { get; init; }

        public Dictionary<string, string[]> Signs { get; init; } = [];

        public string[][] Months { get; init; } = [];

        public string[][] Weekdays { get; init; } = [];

        public string[][] Numbers { get; init; } = [];

        public Dictionary<string, string[]> Dates { get; init; } = [];

        public Dictionary<string, string[]> Occasions { get; init; } = [];

        public Dictionary<string, string[]> Reply { get; init; } = [];
    }
}
