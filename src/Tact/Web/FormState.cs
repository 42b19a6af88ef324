namespace Tact.Web;

/// <summary>What every form carries besides its own fields.</summary>
public sealed record FormState
{
    /// <summary>The antiforgery token of this request.</summary>
    public required string Token { get; init; }

    /// <summary>The local address to return to once it is saved.</summary>
    public string Back { get; init; } = "/today";

    /// <summary>The idempotency key: sending the form twice records once.</summary>
    public string Key { get; init; } = "";

    /// <summary>What is wrong, by the name of the field; the empty name is about the form as a whole.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = NoProblems;

    static readonly Dictionary<string, string> NoProblems = [];
}
