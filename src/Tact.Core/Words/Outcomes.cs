namespace Tact.Core;

/// <summary>What a touch weighs in the count of unanswered approaches (METHOD, words of the method).</summary>
public enum Weight
{
    /// <summary>Does not count and does not reset: gatekeeper, wrong number, bounce, automatic reply, no-show.</summary>
    Nothing,

    /// <summary>A ring without answer or message: small caps of its own, every fourth in a cycle counts.</summary>
    SilentRing,

    /// <summary>Our words reached them and they have not answered: one contact of an approach.</summary>
    OneWay,

    /// <summary>Both sides took part: the only thing that resets the count.</summary>
    TwoWay,
}

/// <summary>What each outcome means for the rules: one table.</summary>
public static class Outcomes
{
    /// <summary>What a touch weighs. Anything a person on their side began is two-way; machines are nothing.</summary>
    public static Weight WeightOf(Outcome outcome, Direction direction) => (outcome, direction) switch
    {
        (Outcome.Bounced or Outcome.OutOfOffice or Outcome.WrongNumber or Outcome.DeadNumber or Outcome.NoShow or Outcome.Gatekeeper or Outcome.LeftCompany, _) => Weight.Nothing,
        (_, Direction.In) => Weight.TwoWay,
        (Outcome.NoAnswer or Outcome.Busy, _) => Weight.SilentRing,
        (Outcome.Voicemail or Outcome.Sent or Outcome.HungUp, _) => Weight.OneWay,
        (Outcome.ProposalSent, _) => Weight.Nothing,
        _ => Weight.TwoWay,
    };

    /// <summary>Who made the touch when nobody says: written answers and automatic mail come from them, all else from us.</summary>
    public static Direction UsualDirection(Channel channel, Outcome outcome) => outcome switch
    {
        Outcome.Replied or Outcome.Bounced or Outcome.OutOfOffice => Direction.In,
        Outcome.NoAnswer or Outcome.Busy or Outcome.Voicemail or Outcome.Sent or Outcome.HungUp or Outcome.ProposalSent
            or Outcome.Gatekeeper or Outcome.WrongNumber or Outcome.DeadNumber or Outcome.NoShow or Outcome.Spoke or Outcome.Met => Direction.Out,
        _ => channel is Channel.Email or Channel.Message or Channel.Letter or Channel.Social ? Direction.In : Direction.Out,
    };

    /// <summary>They reached out and wait for a word from us.</summary>
    public static bool WantsAnswer(Outcome outcome, Direction direction) =>
        direction == Direction.In && outcome is (Outcome.Replied or Outcome.Voicemail or Outcome.Sent or Outcome.NoAnswer or Outcome.Busy);

    /// <summary>A conversation that must not end without a next step (METHOD C1).</summary>
    public static bool IsConversation(Outcome outcome) =>
        outcome is Outcome.Spoke or Outcome.Met or Outcome.Referred or Outcome.Booked or Outcome.Callback or Outcome.Interested;

    /// <summary>An answer that ends following up on the matter (METHOD C4).</summary>
    public static bool IsFinalAnswer(Outcome outcome) =>
        outcome is Outcome.Interested or Outcome.NotInterested or Outcome.WrongPerson or Outcome.LeftCompany or Outcome.Bought;
}
