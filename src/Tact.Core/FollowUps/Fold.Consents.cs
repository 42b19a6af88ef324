using Tact.Core.Calendars;
using Tact.Core.Law;
using Tact.Core.Timeline;

namespace Tact.Core.FollowUps;

/// <content>Consent and what the law takes for it: purchases, enquiries, referrals, and a no to a channel (METHOD B2).</content>
public sealed partial class Fold
{
    private void Consents(Entry entry)
    {
        switch (entry)
        {
            case ConsentGiven given:
                person.Consents.Add(new Consent(given.ConsentKind, Way(given.Channel), WorkingDays.Number(given.On), given.Until is { } until ? WorkingDays.Number(until) : null, given.Evidence, given.Id));
                if (given.ConsentKind == ConsentKind.Referral)
                    Referred(Day(given.At));
                Withdraw(Way(given.Channel), null);
                break;
            case ConsentWithdrawn withdrawn:
                person.Consents.RemoveAll(consent => consent.Channel == Way(withdrawn.Channel));
                Withdraw(Way(withdrawn.Channel), new Withdrawal(Day(withdrawn.At), withdrawn.Evidence));
                break;
        }
    }

    /// <summary>They no longer agree; or, with nothing, they agree again.</summary>
    private void Withdraw(Channel way, Withdrawal? withdrawal)
    {
        if (way == Channel.Email)
            person.EmailWithdrawn = withdrawal;
        else
            person.CallsWithdrawn = withdrawal;
        foreach (var followUp in person.FollowUps.Values)
            TakeBack(followUp, way, withdrawal is not null);
        if (withdrawal is null)
            return;
        // whoever no longer agrees to a channel no longer wishes for it: another wish, such as its hours, does not open it again
        if (person.Preference is { Channel: Channel.Email or Channel.Call or Channel.Message } wish && Way(wish.Channel.Value) == way)
            person.Preference = wish with { Channel = null };
        if (way == Channel.Email)
            person.EmailWithdrawnDay = withdrawal.Day;
        else
            person.CallsWithdrawnDay = withdrawal.Day;
    }

    /// <summary>What they asked for by a way is no longer asked for by it, until they ask again or agree to the way again.</summary>
    private static void TakeBack(FollowUp followUp, Channel way, bool withdrawn)
    {
        var bits = Ways(way);
        if (!withdrawn)
        {
            followUp.AgreedNotBy &= ~bits;
            followUp.AnswerNotBy &= ~bits;
            followUp.ServiceNotBy &= ~bits;
            return;
        }

        followUp.AgreedNotBy |= bits;
        followUp.AnswerNotBy |= bits;
        followUp.ServiceNotBy |= bits;
        CloseChannel(followUp, way == Channel.Email ? StopScope.Email : StopScope.Phone);
    }

    private static int Ways(Channel way) => way == Channel.Email ? 1 << (int)Channel.Email : (1 << (int)Channel.Call) | (1 << (int)Channel.Message);

    private void Prefer(Preferred preference)
    {
        person.Preference = preference;
        // who asks for a channel agrees to it
        if (preference.Channel is Channel.Email or Channel.Call or Channel.Message)
            Withdraw(Way(preference.Channel.Value), null);
    }

    private void Relate(Started start)
    {
        var day = Day(start.At);
        switch (start.Situation)
        {
            case Situation.Client:
                person.CustomerDay = Math.Max(person.CustomerDay, day);
                break;
            case Situation.Enquiry:
                person.EnquiryDay = Math.Max(person.EnquiryDay, day);
                break;
            case Situation.Referral:
                Referred(day);
                break;
        }
    }

    private void Relate(Touch touch, Weight weight)
    {
        var day = Day(touch.At);
        if (touch.Outcome == Outcome.Bought)
            person.CustomerDay = Math.Max(person.CustomerDay, day);
        if (touch.Outcome is Outcome.NotInterested or Outcome.HungUp)
            person.RefusedDay = Math.Max(person.RefusedDay, day);
        // the one message that names the referrer is sent
        if (touch is { Direction: Direction.Out, Channel: Channel.Email or Channel.Message } && weight == Weight.OneWay)
            person.ReferralIsOpen = false;
    }

    private void Referred(int day)
    {
        person.ReferralDay = day;
        person.ReferralIsOpen = true;
    }

    private static Channel Way(Channel channel) => channel == Channel.Email ? Channel.Email : Channel.Call;
}
