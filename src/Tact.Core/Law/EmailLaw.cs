namespace Tact.Core.Law;

/// <summary>As whom the law sees somebody.</summary>
public enum Standing
{
    /// <summary>Written to or called about the business of a company.</summary>
    Company,

    /// <summary>In business alone, or in most partnerships: the law often protects them like consumers.</summary>
    SoleTrader,

    /// <summary>A private person: nobody with a company on record.</summary>
    Consumer,
}

/// <summary>What an unasked message needs.</summary>
public enum Regime
{
    /// <summary>Nothing in front; whoever objects is left alone at once.</summary>
    OptOut,

    /// <summary>Their consent, or what the law takes for it.</summary>
    Consent,
}

/// <summary>On what a consent rests.</summary>
public enum ConsentKind
{
    /// <summary>They said yes.</summary>
    Express,

    /// <summary>They bought: a soft opt-in, or consent the law implies.</summary>
    Customer,

    /// <summary>They enquired.</summary>
    Enquiry,

    /// <summary>Somebody sent us to them: one message that names who it was, where the law knows that.</summary>
    Referral,

    /// <summary>A contract is running.</summary>
    Contract,
}

/// <summary>A law on unasked e-mail and text messages, as data; each file names its sources. Not legal advice: confirm with counsel.</summary>
public sealed record EmailLaw
{
    /// <summary>Such as ca-casl; verdicts name it as law:ca-casl.</summary>
    public required string Id { get; init; }

    /// <summary>The law in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166 code of the country it holds in.</summary>
    public required string Country { get; init; }

    /// <summary>What people at companies must have said, when it is about their work.</summary>
    public required Regime Companies { get; init; }

    /// <summary>What sole traders and partnerships must have said.</summary>
    public required Regime SoleTraders { get; init; }

    /// <summary>What consumers must have said.</summary>
    public required Regime Consumers { get; init; }

    /// <summary>Customers may be written to (soft opt-in), without an end unless <see cref="CustomerMonths"/> names one.</summary>
    public bool Customers { get; init; }

    /// <summary>Months after a purchase in which consent is taken as given.</summary>
    public int? CustomerMonths { get; init; }

    /// <summary>Months after an enquiry in which consent is taken as given.</summary>
    public int? EnquiryMonths { get; init; }

    /// <summary>A referral allows one message that names the referrer.</summary>
    public bool Referral { get; init; }

    /// <summary>Where it is written.</summary>
    public required string[] Sources { get; init; }

    /// <summary>What to be careful about.</summary>
    public required string Note { get; init; }

    /// <summary>What somebody of a standing must have said.</summary>
    public Regime For(Standing standing) => standing switch
    {
        Standing.Company => Companies,
        Standing.SoleTrader => SoleTraders,
        _ => Consumers,
    };
}
