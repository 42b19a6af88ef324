using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Tact.Core.Calendars;

namespace Tact.Core.Messages;

/// <summary>A draft with what people say of it: the measure of the message check.</summary>
public sealed record LabelledDraft
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>What it is; an e-mail unless said.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Its language; found by its words where left out.</summary>
    public string? Language { get; init; }

    /// <summary>The subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The words.</summary>
    public string Text { get; init; } = "";

    /// <summary>The words, in files that call them so.</summary>
    public string? Body { get; init; }

    /// <summary>good: nothing in it would annoy; annoying: something would; improve: nothing would, and the rules named speak; bad: caught, and the rules named speak.</summary>
    public required string Verdict { get; init; }

    /// <summary>Rules that must speak, such as <c>guilt</c>; with words after a colon, at these words.</summary>
    [JsonPropertyName("flag")]
    public IReadOnlyList<string> Flag { get; init; } = [];

    /// <summary>The same, in files that call it so.</summary>
    [JsonPropertyName("must_flag")]
    public IReadOnlyList<string> MustFlag { get; init; } = [];

    /// <summary>Rules that must be silent.</summary>
    public IReadOnlyList<string> Free { get; init; } = [];

    /// <summary>It was kept aside while the rules were written.</summary>
    [JsonConverter(typeof(YesOrNo))]
    public string Held { get; init; } = "no";

    /// <summary>What is known besides.</summary>
    public LabelledKnowledge? Knows { get; init; }

    /// <summary>All rules that must speak.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Expected => [.. Flag, .. MustFlag];

    /// <summary>The findings.</summary>
    public MessageFindings Look(Tuning tuning) => MessageCheck.Look(Knows is null ? Draft : Knows.Of(Draft), Knows?.Receiver, tuning);

    /// <summary>What is wrong with the findings, in words; nothing when they are as labelled.</summary>
    public IEnumerable<string> Wrong(MessageFindings found)
    {
        var right = Verdict switch
        {
            "good" => found.Verdict != MessageVerdict.Annoying,
            "improve" => found.Verdict == MessageVerdict.Improve,
            "bad" => found.Verdict != MessageVerdict.Good,
            _ => found.Verdict == MessageVerdict.Annoying,
        };
        if (!right)
            yield return $"verdict {found.Verdict}, should be {Verdict}";
        foreach (var expected in Expected.Where(expected => !Speaks(found, expected)))
            yield return $"missed {expected}";
        foreach (var free in Free.Where(free => found.Findings.Any(one => one.Rule == free)))
            yield return $"{free} spoke";
    }

    /// <summary>Whether the findings have a rule, at the words where words are named.</summary>
    public static bool Speaks(MessageFindings found, string expected)
    {
        var colon = expected.IndexOf(':', StringComparison.Ordinal);
        var rule = colon < 0 ? expected : expected[..colon];
        var words = colon < 0 ? "" : expected[(colon + 1)..].Trim();
        return found.Findings.Any(one => one.Rule == rule && one.Text.Contains(words, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads a file of labelled drafts.</summary>
    public static IReadOnlyList<LabelledDraft> Read(string json) => JsonSerializer.Deserialize<List<LabelledDraft>>(json, Format)!;

    private Draft Draft => new() { Kind = Kind, Language = Language, Subject = Subject, Text = Body ?? Text };

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) } };

    private sealed class YesOrNo : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.True ? "yes" : "no";

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteBooleanValue(value == "yes");
    }
}

/// <summary>What is known besides the words of a labelled draft.</summary>
public sealed record LabelledKnowledge
{
    /// <summary>The receiver's name.</summary>
    public string? Name { get; init; }

    /// <summary>Their company.</summary>
    public string? Company { get; init; }

    /// <summary>Other people.</summary>
    public IReadOnlyList<string> OtherPeople { get; init; } = [];

    /// <summary>Other companies.</summary>
    public IReadOnlyList<string> OtherCompanies { get; init; } = [];

    /// <summary>never, onesided or talked.</summary>
    public string? Acquaintance { get; init; }

    /// <summary>What they were given.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>The names of what is attached; empty: nothing; left out: not known.</summary>
    public IReadOnlyList<string>? Attachments { get; init; }

    /// <summary>new or reply.</summary>
    public string? Thread { get; init; }

    /// <summary>The day on which it is read.</summary>
    public string? Day { get; init; }

    /// <summary>due or cared.</summary>
    [JsonPropertyName("wayout")]
    public string? WayOut { get; init; }

    /// <summary>refused.</summary>
    public string? Leave { get; init; }

    /// <summary>Holidays there, as "2026-05-14 name".</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];

    /// <summary>Texts sent to others.</summary>
    public IReadOnlyList<string> SentToOthers { get; init; } = [];

    internal Draft Of(Draft draft) => draft with
    {
        Attachments = Attachments,
        Thread = Thread switch { "new" => InThread.New, "reply" => InThread.Reply, _ => InThread.Unknown },
        Day = Day is null ? null : LocalDatePattern.Iso.Parse(Day).Value,
        WayOut = WayOut switch { "due" => WayOutState.Due, "cared" => WayOutState.CaredFor, _ => WayOutState.Unknown },
    };

    internal Receiver Receiver => new()
    {
        Names = Name is null ? [] : [Name],
        Company = Company,
        OtherPeople = OtherPeople,
        OtherCompanies = OtherCompanies,
        Acquaintance = Acquaintance switch { "never" => Messages.Acquaintance.Never, "onesided" => Messages.Acquaintance.OneSided, "talked" => Messages.Acquaintance.Talked, _ => Messages.Acquaintance.Unknown },
        Given = Given,
        Leave = Leave == "refused" ? Messages.Leave.Refused : Messages.Leave.Unknown,
        SentToOthers = SentToOthers,
        Calendar = Holidays.Count == 0 ? null : Days(),
    };

    private WorkCalendar Days()
    {
        var days = Holidays.ToDictionary(day => WorkingDays.Number(LocalDatePattern.Iso.Parse(day[..10]).Value), day => day[11..]);
        return new WorkCalendar("", WorkCalendar.MondayToFriday, 0, days.Keys.Min() - 200, 400, days);
    }
}
