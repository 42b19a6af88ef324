using System.Text.Json.Serialization;

namespace Tact.Api;

/// <summary>What a touch is recorded with; the words are those of <c>tact log</c>. Dates are yyyy-MM-dd, times HH:mm in the owner's zone.</summary>
/// <param name="Contact">Id, e-mail or unique name.</param>
/// <param name="Channel">call, email, message, letter, visit, meeting or social.</param>
/// <param name="Outcome">What came of it, such as voicemail or spoke.</param>
/// <param name="Direction">in when they contacted us, out when we did; the usual one when empty.</param>
/// <param name="Next">The next step; "they did not say" leaves it to the cadence.</param>
/// <param name="Who">With wrong-person: who the right one is; they become a person at the same company, followed up about the same matter.</param>
/// <param name="Override">they-asked, urgent or my-judgement.</param>
/// <param name="Happened">When it happened (ISO 8601); now when empty.</param>
/// <param name="Id">A key under which it is recorded once.</param>
/// <param name="SeenVersion">The follow-up's version the seller looked at.</param>
/// <param name="AssetId">The asset of the library it brought them; its title is the offer.</param>
public sealed record TouchBody(
    string Contact, string Channel, string Outcome, long? FollowUp = null, string? By = null, string? Direction = null, string? Note = null, string? Offer = null, IReadOnlyList<string>? With = null,
    string? Next = null, string? On = null, string? At = null, string? Promise = null, string? PromisedFor = null, string? Until = null, string? Reason = null, bool? MayStayInTouch = null,
    int? StayEveryMonths = null, string? Scope = null, string? Who = null, string? WhoEmail = null, string? WhoPhone = null, string? Override = null, bool? Service = null, string? Happened = null, string? Id = null, long? SeenVersion = null, long? AssetId = null);

/// <summary>What a follow-up is started with: one contact, or everyone with a tag at so many a day.</summary>
/// <param name="SuccessorOf">Who has left and is succeeded; <c>successor-of</c>, as the command line writes it, is taken as well.</param>
public sealed record StartBody(
    string? Contact = null, string? Tag = null, int? PerDay = null, string? Owner = null, string? Matter = null, string? Situation = null, string? Etiquette = null, string? Cadence = null, string? StartOn = null, string? SuccessorOf = null,
    [property: JsonPropertyName("successor-of")] string? SuccessorOfAsWords = null);

/// <summary>Why a follow-up pauses (ill, left, boss-changed, reorganised, personal, approval, busy, silence) and until when; the reason's usual patience when empty.</summary>
public sealed record PauseBody(string Reason, string? Until = null, string? Note = null);

/// <summary>The next step and its day, perhaps a time.</summary>
public sealed record NextBody(string? Step = null, string? On = null, string? At = null);

/// <summary>Why not today, and until when; the next working day when empty.</summary>
public sealed record PutOffBody(string Because, string? Until = null);

/// <summary>What was promised, and for which day.</summary>
public sealed record PromiseBody(string What, string For);

/// <summary>What they asked for: a channel, a rhythm ("1 month"), hours ("9-12"), quiet until a day; with the evidence.</summary>
public sealed record PreferBody(string Evidence, string? Channel = null, string? Every = null, string? Hours = null, string? QuietUntil = null);

/// <summary>The entry on the timeline that holds the wish.</summary>
public sealed record RecordedWish(long Entry);

/// <summary>Who takes over, by e-mail, and a word for them.</summary>
public sealed record HandOverBody(string To, string? Note = null);

/// <summary>A note; <paramref name="NeedsNextStep"/> puts it first on Today.</summary>
public sealed record NoteBody(string Text, bool? NeedsNextStep = null);

/// <summary>A note about a person.</summary>
public sealed record ContactNoteBody(string Text, long? FollowUp = null, bool? NeedsNextStep = null);

/// <summary>What is right about an older touch.</summary>
public sealed record CorrectionBody(string? Outcome = null, string? Direction = null, string? Note = null, string? Happened = null);

/// <summary>Nothing needs to be said.</summary>
public sealed record EmptyBody;

/// <summary>Edits a person: fields that are given change, an empty text clears one. <paramref name="SeenVersion"/> is the version the editor saw.</summary>
public sealed record ContactBody(
    string? Name = null, string? Email = null, string? Phone = null, string? Company = null, string? Role = null, string? Zone = null, string? City = null, string? Region = null, string? Country = null, string? Language = null,
    string? Tags = null, string? Website = null, string? ReferredBy = null, long? SeenVersion = null);

/// <summary>Adds or edits a company: fields that are given change, an empty text clears one. <paramref name="SeenVersion"/> is the version the editor saw.</summary>
public sealed record CompanyBody(
    string? Name = null, string? Site = null, string? Domain = null, string? Industry = null, string? Phone = null, string? Street = null, string? City = null, string? Region = null,
    string? Postcode = null, string? Country = null, string? Zone = null, string? Tags = null, string? SeenVersion = null)
{
    /// <summary>As the use case takes it.</summary>
    public Companies.CompanyInput ToInput() => new()
    {
        Name = Name, Site = Site, Domain = Domain, Industry = Industry, Phone = Phone, Street = Street, City = City, Region = Region, Postcode = Postcode, Country = Country, Zone = Zone, Tags = Tags,
    };
}
