namespace Tact.Core;

/// <summary>Settings to start with, each with its source; where none is named, they are ours and to be measured.</summary>
public static class Defaults
{
    /// <summary>Days of quiet when they asked for it and named no date (METHOD B4: six weeks).</summary>
    public const int QuietDays = 42;

    /// <summary>Days until we ask again after "not now" without a date.</summary>
    public const int NotNowDays = 90;

    /// <summary>Days until the quiet check when they said they will call.</summary>
    public const int WillCallDays = 90;

    /// <summary>Months between contacts when they gave leave to stay in touch and did not say how often.</summary>
    public const int StayInTouchMonths = 6;

    /// <summary>Every so many silent rings in a cycle count as an approach (METHOD, words).</summary>
    public const int RingsPerApproach = 4;

    /// <summary>Contacts that make up one approach at most (METHOD, words).</summary>
    public const int ContactsPerApproach = 2;

    /// <summary>Days without any contact after which a new follow-up begins with something new (METHOD A2: about two months).</summary>
    public const int RevivalDays = 60;

    /// <summary>Working days in which tries to answer an enquiry are service (METHOD, situation).</summary>
    public const int EnquiryServiceDays = 3;

    /// <summary>Working days for which a colleague's talk on the same matter holds cold steps.</summary>
    public const int ColleagueTalkDays = 10;

    /// <summary>Minutes before an agreed time from which the contact is what they asked for.</summary>
    public const int MinutesBeforeAgreed = 30;

    /// <summary>Days for which a client who did not answer is left alone while somebody else there is asked.</summary>
    public const int AskAnotherPersonDays = 180;

    /// <summary>Days of patience by stall reason (METHOD D1–D8), as <see cref="FollowUps.StallReasons"/> has them.</summary>
    public static int PatienceDays(StallReason reason) => FollowUps.StallReasons.Of(reason).PatienceDays;
}
