using System.Text.Json;
using System.Text.Json.Serialization;
using Tact.Core.Etiquette;

namespace Tact.Timeline;

/// <summary>What an entry says beyond its columns, kept as JSON in <c>timeline.data</c>. Dates are yyyy-MM-dd, instants Unix milliseconds.</summary>
/// <remarks>Set, not init: the reader of JSON gathers what is init in boxes first, and every timeline passes through here.</remarks>
public sealed record EntryData
{
    /// <summary>The agreed or planned next step.</summary>
    public StepData? Next { get; set; }

    /// <summary>They did not say how to go on.</summary>
    public bool? DidNotSay { get; set; }

    /// <summary>What was promised.</summary>
    public string? Promise { get; set; }

    /// <summary>The day it was promised for.</summary>
    public string? PromisedFor { get; set; }

    /// <summary>Until when.</summary>
    public string? Until { get; set; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; set; }

    /// <summary>Leave to stay in touch.</summary>
    public bool? MayStay { get; set; }

    /// <summary>Months between contacts.</summary>
    public int? StayEvery { get; set; }

    /// <summary>The scope of a stop or lift.</summary>
    public string? Scope { get; set; }

    /// <summary>The reason of an override.</summary>
    public string? Override { get; set; }

    /// <summary>Service they have a right to.</summary>
    public bool? Service { get; set; }

    /// <summary>The METHOD ids of the rules it lay outside of, as everybody may read them.</summary>
    public IReadOnlyList<string>? Outside { get; set => field = value is null ? null : [.. value.Select(Reasons.Public)]; }

    /// <summary>The matter.</summary>
    public string? Matter { get; set; }

    /// <summary>The matter, folded.</summary>
    public string? MatterKey { get; set; }

    /// <summary>The situation a follow-up starts in.</summary>
    public string? Situation { get; set; }

    /// <summary>The etiquette preset.</summary>
    public string? Preset { get; set; }

    /// <summary>A person chose the preset.</summary>
    public bool? PresetByHand { get; set; }

    /// <summary>The cadence.</summary>
    public string? Cadence { get; set; }

    /// <summary>The owner, or the new owner.</summary>
    public long? Owner { get; set; }

    /// <summary>The first day.</summary>
    public string? StartOn { get; set; }

    /// <summary>The stall reason.</summary>
    public string? Stall { get; set; }

    /// <summary>A note that needs a next step.</summary>
    public bool? NeedsNextStep { get; set; }

    /// <summary>Days between contacts they asked for.</summary>
    public int? EveryDays { get; set; }

    /// <summary>First hour of their day for us.</summary>
    public int? FromHour { get; set; }

    /// <summary>Hour from which not any more.</summary>
    public int? UntilHour { get; set; }

    /// <summary>Weekday bits they asked for.</summary>
    public int? Weekdays { get; set; }

    /// <summary>The evidence of a wish or a lift.</summary>
    public string? Evidence { get; set; }

    /// <summary>On what a consent rests.</summary>
    public string? Consent { get; set; }

    /// <summary>The day a consent was given.</summary>
    public string? ConsentOn { get; set; }

    /// <summary>For a correction: the corrected channel.</summary>
    public string? Channel { get; set; }

    /// <summary>For a correction: the corrected outcome.</summary>
    public string? Outcome { get; set; }

    /// <summary>For a correction: the corrected direction.</summary>
    public string? Direction { get; set; }

    /// <summary>For a correction: the corrected note.</summary>
    public string? Note { get; set; }

    /// <summary>For a correction: when it really happened, Unix milliseconds.</summary>
    public long? At { get; set; }

    /// <summary>The fields a record's key was first used with, for telling a repeat from other content.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The owner for whom a colleague who covered recorded it.</summary>
    public long? For { get; set; }

    /// <summary>It used up a place in the day's capacity.</summary>
    public bool? Planned { get; set; }

    /// <summary>The right person, whom this one named.</summary>
    public long? LedTo { get; set; }

    /// <summary>That person was added by this record.</summary>
    public bool? LedAdded { get; set; }

    /// <summary>The follow-up that was started with that person by this record.</summary>
    public long? LedFollowUp { get; set; }

    /// <summary>This record noted who sent us to that person.</summary>
    public bool? LedReferred { get; set; }

    /// <summary>Whose history a follow-up took over.</summary>
    public TookOverData? TookOver { get; set; }

    /// <summary>The promise is to thank them for sending us to this person.</summary>
    public long? ThanksFor { get; set; }

    /// <summary>Others who took part in the same touch.</summary>
    public IReadOnlyList<long>? With { get; set; }

    /// <summary>As kept in the database; null when there is nothing to keep.</summary>
    public string? ToText()
    {
        var text = JsonSerializer.Serialize(this, EntryJson.Default.EntryData);
        return text == "{}" ? null : text;
    }

    /// <summary>From the database.</summary>
    public static EntryData Read(string? text) =>
        string.IsNullOrEmpty(text) ? Nothing : JsonSerializer.Deserialize(text, EntryJson.Default.EntryData) ?? Nothing;

    private static readonly EntryData Nothing = new();
}

/// <summary>A next step as kept in an entry: set, not given to a constructor, for the reader of JSON.</summary>
public sealed record StepData
{
    /// <summary>For the reader of JSON.</summary>
    [JsonConstructor]
    public StepData()
    {
    }

    /// <summary>A step.</summary>
    public StepData(string say, string? channel, string on, long? at) => (Say, Channel, On, At) = (say, channel, on, at);

    /// <summary>What is to be done.</summary>
    public string Say { get; set; } = "";

    /// <summary>By which channel.</summary>
    public string? Channel { get; set; }

    /// <summary>The day, yyyy-MM-dd.</summary>
    public string On { get; set; } = "";

    /// <summary>The time, Unix milliseconds.</summary>
    public long? At { get; set; }
}

/// <summary>Who was there before, as kept when the follow-up with the successor began.</summary>
/// <param name="Contact">Who has left.</param>
/// <param name="Name">Their name.</param>
/// <param name="Talked">The day of the last words both ways with them, yyyy-MM-dd; null when there were none.</param>
public sealed record TookOverData(long Contact, string Name, string? Talked);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntryData))]
internal sealed partial class EntryJson : JsonSerializerContext;
