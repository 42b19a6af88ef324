using NodaTime.Text;
using Tact.Core;
using Tact.Core.Calendars;
using Tact.Core.Law;
using Tact.FollowUps;

namespace Tact.Laws;

/// <summary>A consent on record, or one that a law takes as given.</summary>
/// <param name="Channel">email, or call for calls and texts.</param>
/// <param name="Kind">express, customer, enquiry, referral or contract.</param>
/// <param name="Since">The day it was given.</param>
/// <param name="Until">The last day it counts, under the strictest law; null without an end.</param>
/// <param name="Ended">Whether that day has passed.</param>
/// <param name="Evidence">How it was said; null for what follows from a purchase, an enquiry or a referral on the timeline.</param>
/// <param name="Law">The law by which it follows or that names its end; null where none does.</param>
public sealed record ConsentShown(string Channel, string Kind, string Since, string? Until, bool Ended, string? Evidence, string? Law);

/// <summary>What the law says about contacting somebody unasked on a channel today.</summary>
/// <param name="Channel">email or call.</param>
/// <param name="Asks">The laws that ask for consent.</param>
/// <param name="Lawful">Whether consent is not needed, or there.</param>
/// <param name="Until">The last lawful day; null without an end.</param>
public sealed record ConsentStanding(string Channel, IReadOnlyList<string> Asks, bool Lawful, string? Until);

/// <summary>Consents of one person: what expires when.</summary>
public static class ShowConsents
{
    /// <summary>All that count or did.</summary>
    public static IReadOnlyList<ConsentShown> Of(Workspace workspace, ContactFile file)
    {
        var (person, laws, today) = (file.Person, file.Place.Laws.Email, WorkingDays.NumberAt(workspace.Now, file.Zone));
        var all = person.Consents.Select(consent => Recorded(consent, laws, today)).ToList();
        foreach (var law in laws)
        {
            if (person.CustomerDay > person.EmailWithdrawnDay() && (law.Customers || law.CustomerMonths is not null))
                all.Add(Implied("customer", person.CustomerDay, Consents.Plus(person.CustomerDay, law.CustomerMonths), law, today));
            if (law.EnquiryMonths is not null && person.EnquiryDay > person.EmailWithdrawnDay())
                all.Add(Implied("enquiry", person.EnquiryDay, Consents.Plus(person.EnquiryDay, law.EnquiryMonths), law, today));
            if (law.Referral && person.ReferralIsOpen && person.ReferralDay > person.EmailWithdrawnDay())
                all.Add(Implied("referral", person.ReferralDay, Consents.NoEnd, law, today));
        }

        return all;
    }

    /// <summary>How things stand on e-mail and calls; a channel no law asks anything for is left out.</summary>
    public static IReadOnlyList<ConsentStanding> Standing(Workspace workspace, ContactFile file)
    {
        var (person, laws, today) = (file.Person, file.Place.Laws, WorkingDays.NumberAt(workspace.Now, file.Zone));
        var client = file.Contact.Tags.Split(',').Contains("client");
        var standings = new List<ConsentStanding>();
        if (laws.Email.Length > 0)
            Add("email", laws.Email.Select(law => law.Id), person.EmailWithdrawn is null ? laws.Email.Min(law => Consents.Until(law, person, Channel.Email, client)) : Consents.None);
        var calls = laws.Calls.Where(law => law.ConsentFrom is { } from && LocalDatePattern.Iso.Parse(from).Value <= WorkingDays.Date(today)).Select(law => law.Id).ToList();
        if (calls.Count > 0)
            Add("call", calls, person.CallsWithdrawn is null ? Consents.ForCalls(person) : Consents.None);
        return standings;

        void Add(string channel, IEnumerable<string> asks, int until) => standings.Add(new ConsentStanding(channel, [.. asks], until >= today, until is Consents.None or Consents.NoEnd ? null : Iso(until)));
    }

    private static int EmailWithdrawnDay(this Core.FollowUps.Person person) => person.WithdrawnDay(Channel.Email);

    private static ConsentShown Recorded(Consent consent, EmailLaw[] laws, int today)
    {
        var (until, by) = (consent.Until ?? Consents.NoEnd, (string?)null);
        foreach (var law in consent.Channel == Channel.Email && consent.Kind is ConsentKind.Customer or ConsentKind.Enquiry ? laws : [])
        {
            if ((consent.Kind == ConsentKind.Customer ? law.CustomerMonths : law.EnquiryMonths) is { } months && Consents.Plus(consent.On, months) is var end && end < until)
                (until, by) = (end, law.Id);
        }

        return new ConsentShown(Names.Of(consent.Channel), Names.Of(consent.Kind), Iso(consent.On), until == Consents.NoEnd ? null : Iso(until), until < today, consent.Evidence, by);
    }

    private static ConsentShown Implied(string kind, int on, int until, EmailLaw law, int today) => new("email", kind, Iso(on), until == Consents.NoEnd ? null : Iso(until), until < today, null, law.Id);

    private static string Iso(int day) => LocalDatePattern.Iso.Format(WorkingDays.Date(day));
}
