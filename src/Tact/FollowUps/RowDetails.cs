using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tact.FollowUps;

/// <summary>What a row on Today shows beyond its columns, kept with the stored decision so that Today stays one read. Instants are Unix milliseconds.</summary>
public sealed record RowDetails
{
    /// <summary>The last touch.</summary>
    public TouchDetails? Last { get; init; }

    /// <summary>Their own last words.</summary>
    public string? TheirWords { get; init; }

    /// <summary>When they said them.</summary>
    public long? TheirWordsAt { get; init; }

    /// <summary>What they asked for.</summary>
    public string? Asked { get; init; }

    /// <summary>What to bring.</summary>
    public string? Offer { get; init; }

    /// <summary>What was given before, newest first.</summary>
    public IReadOnlyList<string>? Given { get; init; }

    /// <summary>What the step is meant to do.</summary>
    public string? Intent { get; init; }

    /// <summary>The open promise.</summary>
    public string? Promise { get; init; }

    /// <summary>The day it was promised for.</summary>
    public string? PromisedFor { get; init; }

    /// <summary>Why it is paused.</summary>
    public string? Stall { get; init; }

    /// <summary>Paused because they asked for quiet.</summary>
    public bool? Quiet { get; init; }

    /// <summary>They were away until then.</summary>
    public string? AwayUntil { get; init; }

    /// <summary>Why it was put off.</summary>
    public string? PutOffBecause { get; init; }

    /// <summary>Cycle, silent rings, contacts, two-way contacts.</summary>
    public int Cycle { get; init; }

    /// <summary>Unanswered approaches in this cycle.</summary>
    public int Approaches { get; init; }

    /// <summary>Silent rings in this cycle.</summary>
    public int SilentRings { get; init; }

    /// <summary>Touches in which words went either way.</summary>
    public int Contacts { get; init; }

    /// <summary>The step was agreed with them.</summary>
    public bool? AgreedWithThem { get; init; }

    /// <summary>A step we set ourselves is held until then by the etiquette.</summary>
    public long? HeldUntil { get; init; }

    /// <summary>Held by a colleague's talk since that day.</summary>
    public string? ColleagueTalk { get; init; }

    /// <summary>For the database.</summary>
    public string ToText() => JsonSerializer.Serialize(this, RowJson.Default.RowDetails);

    /// <summary>From the database.</summary>
    public static RowDetails Read(string text) => JsonSerializer.Deserialize(text, RowJson.Default.RowDetails) ?? new RowDetails();
}

/// <summary>A touch in short.</summary>
public sealed record TouchDetails(long At, string Channel, string Direction, string Outcome, string? Note, long? By);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RowDetails))]
internal sealed partial class RowJson : JsonSerializerContext;
