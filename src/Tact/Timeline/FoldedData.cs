using System.Text;
using System.Text.Json;
using NodaTime;
using Tact.Core;
using Tact.Core.Timeline;

namespace Tact.Timeline;

/// <summary>
/// What folding needs of an entry's <see cref="EntryData"/>, under the same names, read straight from its JSON: every decision reads whole
/// timelines, and objects for what they do not say would be most of the memory it takes.
/// </summary>
internal struct FoldedData
{
    private const int MostOnStack = 768;
    private const int LongestDate = 16;

    public Plan? Next;
    public bool DidNotSay;
    public string? Promise;
    public LocalDate? PromisedFor;
    public LocalDate? Until;
    public string? Reason;
    public bool? MayStay;
    public int? StayEvery;
    public string? Scope;
    public string? Override;
    public bool Service;
    public string? Matter;
    public string? MatterKey;
    public string? Situation;
    public string? Preset;
    public bool PresetByHand;
    public string? Cadence;
    public long? Owner;
    public LocalDate? StartOn;
    public string? Stall;
    public bool NeedsNextStep;
    public int? EveryDays;
    public int? FromHour;
    public int? UntilHour;
    public int? Weekdays;
    public string? Evidence;
    public string? Consent;
    public LocalDate? ConsentOn;
    public string? Channel;

    /// <summary>From the database; everything is empty where there is nothing. Throws for text that Tact did not write.</summary>
    public static FoldedData Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return default;
        Span<byte> json = text.Length * 3 <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[text.Length * 3];
        var reader = new Utf8JsonReader(json[..Encoding.UTF8.GetBytes(text, json)]);
        var data = default(FoldedData);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            data.Take(ref reader);
        return data;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("next"u8):
                Next = ReadPlan(ref reader);
                break;
            case 5 when name.SequenceEqual("until"u8):
                Until = Date(ref reader);
                break;
            case 5 when name.SequenceEqual("scope"u8):
                Scope = Text(ref reader);
                break;
            case 5 when name.SequenceEqual("owner"u8):
                Owner = Number(ref reader);
                break;
            case 5 when name.SequenceEqual("stall"u8):
                Stall = Text(ref reader);
                break;
            case 6 when name.SequenceEqual("reason"u8):
                Reason = Text(ref reader);
                break;
            case 6 when name.SequenceEqual("matter"u8):
                Matter = Text(ref reader);
                break;
            case 6 when name.SequenceEqual("preset"u8):
                Preset = Text(ref reader);
                break;
            case 7 when name.SequenceEqual("promise"u8):
                Promise = Text(ref reader);
                break;
            case 7 when name.SequenceEqual("mayStay"u8):
                MayStay = Truth(ref reader);
                break;
            case 7 when name.SequenceEqual("service"u8):
                Service = Truth(ref reader) == true;
                break;
            case 7 when name.SequenceEqual("cadence"u8):
                Cadence = Text(ref reader);
                break;
            case 7 when name.SequenceEqual("startOn"u8):
                StartOn = Date(ref reader);
                break;
            case 7 when name.SequenceEqual("consent"u8):
                Consent = Text(ref reader);
                break;
            case 7 when name.SequenceEqual("channel"u8):
                Channel = Text(ref reader);
                break;
            case 8 when name.SequenceEqual("override"u8):
                Override = Text(ref reader);
                break;
            case 8 when name.SequenceEqual("fromHour"u8):
                FromHour = (int?)Number(ref reader);
                break;
            case 8 when name.SequenceEqual("weekdays"u8):
                Weekdays = (int?)Number(ref reader);
                break;
            case 8 when name.SequenceEqual("evidence"u8):
                Evidence = Text(ref reader);
                break;
            case 9 when name.SequenceEqual("didNotSay"u8):
                DidNotSay = Truth(ref reader) == true;
                break;
            case 9 when name.SequenceEqual("stayEvery"u8):
                StayEvery = (int?)Number(ref reader);
                break;
            case 9 when name.SequenceEqual("matterKey"u8):
                MatterKey = Text(ref reader);
                break;
            case 9 when name.SequenceEqual("situation"u8):
                Situation = Text(ref reader);
                break;
            case 9 when name.SequenceEqual("everyDays"u8):
                EveryDays = (int?)Number(ref reader);
                break;
            case 9 when name.SequenceEqual("untilHour"u8):
                UntilHour = (int?)Number(ref reader);
                break;
            case 9 when name.SequenceEqual("consentOn"u8):
                ConsentOn = Date(ref reader);
                break;
            case 11 when name.SequenceEqual("promisedFor"u8):
                PromisedFor = Date(ref reader);
                break;
            case 12 when name.SequenceEqual("presetByHand"u8):
                PresetByHand = Truth(ref reader) == true;
                break;
            case 13 when name.SequenceEqual("needsNextStep"u8):
                NeedsNextStep = Truth(ref reader) == true;
                break;
            default:
                reader.Read();
                reader.Skip();
                break;
        }
    }

    private static Plan? ReadPlan(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        var (say, channel, on, at) = ("", (string?)null, (LocalDate?)null, (long?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("say"u8))
                say = Text(ref reader) ?? "";
            else if (reader.ValueTextEquals("channel"u8))
                channel = Text(ref reader);
            else if (reader.ValueTextEquals("on"u8))
                on = Date(ref reader);
            else if (reader.ValueTextEquals("at"u8))
                at = Number(ref reader);
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new Plan(say, channel is null ? null : Names.Read<Channel>(channel), on!.Value, at is { } instant ? Instant.FromUnixTimeMilliseconds(instant) : null);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static bool? Truth(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
    }

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
    }

    private static LocalDate? Date(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        Span<char> text = stackalloc char[LongestDate];
        return reader.ValueSpan.Length > LongestDate ? IsoDate.Read(reader.GetString()) : IsoDate.Read(text[..reader.CopyString(text)]);
    }
}
