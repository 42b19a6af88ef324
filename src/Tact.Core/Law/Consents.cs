using NodaTime;
using Tact.Core.Calendars;
using Tact.Core.FollowUps;

namespace Tact.Core.Law;

/// <summary>A consent on record or one that the law takes as given.</summary>
/// <param name="Kind">On what it rests.</param>
/// <param name="Channel">E-mail, or call for calls and texts.</param>
/// <param name="On">The day it was given, days since 1970.</param>
/// <param name="Until">The last day it counts; null without an end of its own.</param>
/// <param name="Evidence">How it was said; null for what follows from a purchase, an enquiry or a referral.</param>
/// <param name="Entry">The entry on the timeline; 0 for what follows from others.</param>
public sealed record Consent(ConsentKind Kind, Channel Channel, int On, int? Until, string? Evidence, long Entry);

/// <summary>Up to which day a law takes what is on record as consent (METHOD B2).</summary>
public static class Consents
{
    /// <summary>No consent is needed, or it has no end.</summary>
    public const int NoEnd = int.MaxValue;

    /// <summary>There is none.</summary>
    public const int None = -1;

    /// <summary>The last day on which an unasked message is lawful under a law that asks for consent.</summary>
    /// <param name="law">The law.</param>
    /// <param name="person">What is on record.</param>
    /// <param name="channel">E-mail, or call for calls and texts.</param>
    /// <param name="client">They are tagged as a client.</param>
    public static int Until(EmailLaw law, Person person, Channel channel, bool client)
    {
        var withdrawn = person.WithdrawnDay(channel);
        var until = person.AskedChannel is { } asked && Person.Covers(ScopeOf(channel), asked) ? NoEnd : None;
        foreach (var consent in person.Consents)
        {
            if (consent.Channel == channel)
                until = Math.Max(until, UntilOf(consent, law.Customers, law.CustomerMonths, law.EnquiryMonths, law.Referral && person.ReferralIsOpen));
        }

        if (person.CustomerDay > withdrawn && (law.Customers || law.CustomerMonths is not null))
            until = Math.Max(until, Plus(person.CustomerDay, law.CustomerMonths));
        if (client && withdrawn < 0 && law is { Customers: true, CustomerMonths: null })
            until = NoEnd;
        if (law.EnquiryMonths is { } months && person.EnquiryDay > withdrawn)
            until = Math.Max(until, Plus(person.EnquiryDay, months));
        if (law.Referral && person.ReferralIsOpen && person.ReferralDay > withdrawn)
            until = NoEnd;
        return until;
    }

    /// <summary>The last day on which an unasked call is lawful under a law that asks for prior consent unless a contract runs.</summary>
    public static int ForCalls(Person person)
    {
        var until = person.AskedChannel is Channel.Call or Channel.Message ? NoEnd : None;
        foreach (var consent in person.Consents)
        {
            if (consent is { Channel: Channel.Call, Kind: ConsentKind.Express or ConsentKind.Contract })
                until = Math.Max(until, consent.Until ?? NoEnd);
        }

        return until;
    }

    /// <summary>The last day on which somebody on a list may be called all the same: they said so, or there is a relationship that the law knows.</summary>
    /// <param name="list">The list's law; null for one of the team's own.</param>
    /// <param name="person">What is on record.</param>
    public static int DespiteList(ScreenList? list, Person person)
    {
        var until = ForCalls(person);
        if (list is null)
            return until;
        var withdrawn = person.WithdrawnDay(Channel.Call);
        if (list.CustomerMonths is { } bought && person.CustomerDay > withdrawn)
            until = Math.Max(until, Plus(person.CustomerDay, bought));
        if (list.EnquiryMonths is { } enquired && person.EnquiryDay > withdrawn)
            until = Math.Max(until, Plus(person.EnquiryDay, enquired));
        return until;
    }

    /// <summary>So many months after a day; without an end when none are named.</summary>
    public static int Plus(int day, int? months) => months is { } many ? WorkingDays.Number(WorkingDays.Date(day).PlusMonths(many)) : NoEnd;

    private static StopScope ScopeOf(Channel channel) => channel == Channel.Email ? StopScope.Email : StopScope.Phone;

    private static int UntilOf(Consent consent, bool customers, int? customerMonths, int? enquiryMonths, bool referral)
    {
        var byLaw = consent.Kind switch
        {
            ConsentKind.Express or ConsentKind.Contract => NoEnd,
            ConsentKind.Customer when customers || customerMonths is not null => Plus(consent.On, customerMonths),
            ConsentKind.Enquiry when enquiryMonths is not null => Plus(consent.On, enquiryMonths),
            ConsentKind.Referral when referral => NoEnd,
            _ => None,
        };
        return Math.Min(byLaw, consent.Until ?? NoEnd);
    }
}
