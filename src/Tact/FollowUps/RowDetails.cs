using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tact.FollowUps;

/// <summary>What a row on Today shows beyond its columns, kept with the stored decision so that Today stays one read. Instants are Unix milliseconds.</summary>
/// <remarks>Setters, because the reader of JSON takes three times as long to fill what can only be set at the start, and Today reads thirty.</remarks>
public sealed record RowDetails
{
    /// <summary>The last touch.</summary>
    public TouchDetails? Last { get; set; }

    /// <summary>Their own last words.</summary>
    public string? TheirWords { get; set; }

    /// <summary>When they said them.</summary>
    public long? TheirWordsAt { get; set; }

    /// <summary>What they asked for.</summary>
    public string? Asked { get; set; }

    /// <summary>What to bring.</summary>
    public string? Offer { get; set; }

    /// <summary>The step goes with the approach of that day and is part of it.</summary>
    public bool? SameDay { get; set; }

    /// <summary>What was given before, newest first.</summary>
    public IReadOnlyList<string>? Given { get; set; }

    /// <summary>What the step is meant to do.</summary>
    public string? Intent { get; set; }

    /// <summary>For the last approach before a rest: the day on which we would be back.</summary>
    public string? RestsUntil { get; set; }

    /// <summary>The open promise.</summary>
    public string? Promise { get; set; }

    /// <summary>The day it was promised for.</summary>
    public string? PromisedFor { get; set; }

    /// <summary>Why it is paused.</summary>
    public string? Stall { get; set; }

    /// <summary>Paused because they asked for quiet.</summary>
    public bool? Quiet { get; set; }

    /// <summary>They were away until then.</summary>
    public string? AwayUntil { get; set; }

    /// <summary>Why it was put off.</summary>
    public string? PutOffBecause { get; set; }

    /// <summary>Cycle, silent rings, contacts, two-way contacts.</summary>
    public int Cycle { get; set; }

    /// <summary>Unanswered approaches in this cycle.</summary>
    public int Approaches { get; set; }

    /// <summary>Silent rings in this cycle.</summary>
    public int SilentRings { get; set; }

    /// <summary>Touches in which words went either way.</summary>
    public int Contacts { get; set; }

    /// <summary>The step was agreed with them.</summary>
    public bool? AgreedWithThem { get; set; }

    /// <summary>A step we set ourselves is held until then by the etiquette.</summary>
    public long? HeldUntil { get; set; }

    /// <summary>The do-not-call lists that a call is screened against, with blanks between.</summary>
    public string? Screen { get; set; }

    /// <summary>Whose history it took over, until there are words both ways.</summary>
    public string? TookOver { get; set; }

    /// <summary>The day of the last words both ways with them.</summary>
    public string? TookOverTalked { get; set; }

    /// <summary>Held by a colleague's talk since that day.</summary>
    public string? ColleagueTalk { get; set; }

    /// <summary>For the database.</summary>
    public string ToText() => JsonSerializer.Serialize(this, RowJson.Default.RowDetails);

    /// <summary>From the database.</summary>
    public static RowDetails Read(string text) => JsonSerializer.Deserialize(text, RowJson.Default.RowDetails) ?? new RowDetails();
}

/// <summary>A touch in short.</summary>
public sealed record TouchDetails
{
    /// <summary>When.</summary>
    public long At { get; set; }

    /// <summary>On which channel.</summary>
    public string Channel { get; set; } = "";

    /// <summary>From whom to whom.</summary>
    public string Direction { get; set; } = "";

    /// <summary>What came of it.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>The line about it.</summary>
    public string? Note { get; set; }

    /// <summary>The user who made it.</summary>
    public long? By { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RowDetails))]
internal sealed partial class RowJson : JsonSerializerContext;
