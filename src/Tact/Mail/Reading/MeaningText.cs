using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Mail;
using Tact.Timeline;

namespace Tact.Mail.Reading;

/// <summary>What was understood of a mail, as it is kept and as contracts show it; dates are yyyy-MM-dd.</summary>
public sealed record MeaningText(string? ReturnsOn, string? ResumeOn, NamedPerson? StandIn, NamedPerson? ReferredTo, IReadOnlyList<RecipientText>? Recipients, IReadOnlyList<string>? Evidence, string Why)
{
    /// <summary>As json.</summary>
    public static string Of(MailMeaning meaning) => JsonSerializer.Serialize(
        new MeaningText(Iso(meaning.ReturnsOn), Iso(meaning.ResumeOn), meaning.StandIn, meaning.ReferredTo,
            meaning.Recipients.Count == 0 ? null : [.. meaning.Recipients.Select(one => new RecipientText(one.Address, one.Status, Names.Of(one.Verdict)))], meaning.Evidence.Count == 0 ? null : meaning.Evidence, meaning.Why), KeepMail.Json);

    /// <summary>From json.</summary>
    public static MeaningText Read(string json) => JsonSerializer.Deserialize<MeaningText>(json, KeepMail.Json) ?? new MeaningText(null, null, null, null, null, null, "");

    /// <summary>The meaning again, when a person has said what kind it is.</summary>
    public MailMeaning As(MailKind kind, string words) => new()
    {
        Kind = kind, Confidence = 1, Text = words, ReturnsOn = Date(ReturnsOn), ResumeOn = Date(ResumeOn), StandIn = StandIn, ReferredTo = ReferredTo,
        Recipients = [.. (Recipients ?? []).Select(one => new MailRecipient(one.Address, one.Status, Names.Read<AddressVerdict>(one.Verdict)))], Evidence = Evidence ?? [], Why = Why,
    };

    private static string? Iso(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : null;

    private static LocalDate? Date(string? text) => text is null ? null : IsoDate.Read(text);
}

/// <summary>One address a bounce is about.</summary>
public sealed record RecipientText(string Address, string? Status, string Verdict);
