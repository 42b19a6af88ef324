namespace Tact.Core;

/// <summary>How a touch travels.</summary>
public enum Channel
{
    /// <summary>A telephone or video call, with its voicemail.</summary>
    Call,

    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>A text or chat message to their phone.</summary>
    Message,

    /// <summary>A letter or card by post.</summary>
    Letter,

    /// <summary>Going there.</summary>
    Visit,

    /// <summary>A meeting that was arranged.</summary>
    Meeting,

    /// <summary>A message on a social network.</summary>
    Social,
}

/// <summary>Who made the touch.</summary>
public enum Direction
{
    /// <summary>We contacted them.</summary>
    Out,

    /// <summary>They contacted us, or a machine of theirs did.</summary>
    In,
}

/// <summary>What came of a touch.</summary>
public enum Outcome
{
    /// <summary>It rang and nobody answered: a silent ring.</summary>
    NoAnswer,

    /// <summary>The line was engaged: a silent ring.</summary>
    Busy,

    /// <summary>A message was left.</summary>
    Voicemail,

    /// <summary>It was sent.</summary>
    Sent,

    /// <summary>We talked.</summary>
    Spoke,

    /// <summary>They wrote back.</summary>
    Replied,

    /// <summary>We met.</summary>
    Met,

    /// <summary>They hung up.</summary>
    HungUp,

    /// <summary>Someone else answered and did not put us through.</summary>
    Gatekeeper,

    /// <summary>The number belongs to somebody else.</summary>
    WrongNumber,

    /// <summary>The number does not exist any more.</summary>
    DeadNumber,

    /// <summary>The address does not exist any more.</summary>
    Bounced,

    /// <summary>An automatic reply: away, perhaps until a date.</summary>
    OutOfOffice,

    /// <summary>They asked to be called back.</summary>
    Callback,

    /// <summary>They did not come to what was booked.</summary>
    NoShow,

    /// <summary>A meeting was booked.</summary>
    Booked,

    /// <summary>The proposal they asked for was sent.</summary>
    ProposalSent,

    /// <summary>They bought.</summary>
    Bought,

    /// <summary>Answer: yes, they are interested.</summary>
    Interested,

    /// <summary>Answer: not now, later.</summary>
    NotNow,

    /// <summary>Answer: no to this matter.</summary>
    NotInterested,

    /// <summary>Answer: somebody else there is the right person.</summary>
    WrongPerson,

    /// <summary>News: they have left the company.</summary>
    LeftCompany,

    /// <summary>They introduced us to somebody.</summary>
    Referred,

    /// <summary>They asked for quiet.</summary>
    AskedForQuiet,

    /// <summary>They will call when they are ready.</summary>
    WillCall,

    /// <summary>Never contact me again, in a scope.</summary>
    OptOut,
}

/// <summary>Where the relation stands when a follow-up starts; it picks the preset and the cadence.</summary>
public enum Situation
{
    /// <summary>They do not know us yet.</summary>
    Cold,

    /// <summary>They asked us.</summary>
    Enquiry,

    /// <summary>After a good conversation.</summary>
    Talked,

    /// <summary>A proposal is out.</summary>
    Proposal,

    /// <summary>Somebody sent us to them.</summary>
    Referral,

    /// <summary>They buy from us.</summary>
    Client,
}

/// <summary>Where a follow-up stands (the contract's <c>state</c>).</summary>
public enum FollowUpState
{
    /// <summary>In progress, with a dated next step.</summary>
    Active,

    /// <summary>Something happens on their side until a date.</summary>
    WaitingForThem,

    /// <summary>Left in peace until a date, for a reason.</summary>
    Paused,

    /// <summary>Resting after silence, with a return date.</summary>
    Resting,

    /// <summary>They will call; a quiet check date is kept.</summary>
    WillCall,

    /// <summary>They gave an answer.</summary>
    Answered,

    /// <summary>They said no to being contacted.</summary>
    Stopped,
}

/// <summary>Why a row stands on Today; the order is the order of the list.</summary>
public enum TodayKind
{
    /// <summary>Nothing is due.</summary>
    None = 0,

    /// <summary>An agreed callback at its time.</summary>
    Callback = 1,

    /// <summary>They answered or enquired: answer them.</summary>
    Answered = 2,

    /// <summary>A promise of ours is due.</summary>
    Promise = 3,

    /// <summary>A conversation without a next step.</summary>
    Note = 4,

    /// <summary>A step that was agreed, or that belongs to its day alone.</summary>
    Agreed = 5,

    /// <summary>The next step of the cadence.</summary>
    Cadence = 6,

    /// <summary>Back from a rest, a pause or a check date.</summary>
    Return = 7,

    /// <summary>The first contact.</summary>
    First = 8,
}

/// <summary>How much a no covers (METHOD B1).</summary>
public enum StopScope
{
    /// <summary>This matter.</summary>
    Matter,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Calls and text messages.</summary>
    Phone,

    /// <summary>Everything, for everyone on the team.</summary>
    All,
}

/// <summary>Why it stalls (METHOD D1–D8).</summary>
public enum StallReason
{
    /// <summary>D1: the contact is ill.</summary>
    Ill,

    /// <summary>D2: the contact has left.</summary>
    Left,

    /// <summary>D3: their boss changed.</summary>
    BossChanged,

    /// <summary>D4: the company was bought or reorganised.</summary>
    Reorganised,

    /// <summary>D5: a family matter or leave.</summary>
    Family,

    /// <summary>D6: review, approval or budget takes time.</summary>
    Review,

    /// <summary>D7: priorities changed or they are busy.</summary>
    Busy,

    /// <summary>D8: silence for no known reason.</summary>
    Silence,
}

/// <summary>Why a seller overruled a guideline (METHOD B10).</summary>
public enum OverrideReason
{
    /// <summary>They asked me.</summary>
    TheyAsked,

    /// <summary>Urgent for them.</summary>
    Urgent,

    /// <summary>My judgement.</summary>
    MyJudgement,
}
