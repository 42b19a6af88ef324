using Tact.Web;

namespace Tact.Templates;

/// <summary>The kinds and purposes of templates, in words.</summary>
public static class TemplateWords
{
    /// <summary>What a template begins.</summary>
    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new("email", "E-mail"), new("voicemail", "Voicemail"), new("opening", "Opening of a call"), new("letter", "Letter"), new("card", "Card"), new("snippet", "Snippet"),
    ];

    /// <summary>What it is for, with the rule of the method it serves.</summary>
    public static IReadOnlyList<Choice> Purposes { get; } =
    [
        new("first-approach", "First approach"), new("after-talk", "After a talk"), new("value", "Bring something useful (B5)"), new("what-next", "What happens next (F2)"), new("way-out", "An easy no (B7)"),
        new("pleasantly-persistent", "Pleasantly persistent (B8)"), new("permission-to-close", "Permission to close (B8)"), new("enquiry", "Answer a question of theirs"), new("after-absence", "After an absence (F3)"), new("revival", "After a rest (A2)"),
        new("ask-preferences", "Ask how they would like it (B2)"), new("get-well", "Get well (D1)"), new("thinking-of-you", "Thinking of you (D8)"), new("congratulation", "Congratulate (A7)"),
        new("ask-referral", "Ask whom they know (H1)"), new("referral", "On somebody's word (H1)"), new("thank-referrer", "Thank for an introduction (H1)"), new("handover", "Hand over to a colleague (G2)"), new("other", "Anything else"),
    ];

    /// <summary>The order in which kinds stand.</summary>
    public static int Order(string kind) => Kinds.TakeWhile(one => one.Value != kind).Count();

    /// <summary>A kind in words.</summary>
    public static string Kind(string kind) => Kinds.FirstOrDefault(one => one.Value == kind)?.Words ?? kind;

    /// <summary>A purpose in words.</summary>
    public static string Purpose(string purpose) => Purposes.FirstOrDefault(one => one.Value == purpose)?.Words ?? purpose;
}
