using System.Collections.Frozen;

namespace Tact.Core.Messages;

/// <summary>A rule of the message check as it is shown to people: what it means, and examples for and against.</summary>
public sealed record MessageRule
{
    /// <summary>Such as <c>stale_phrase</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name in plain words.</summary>
    public required string Name { get; init; }

    /// <summary>The METHOD ids it rests on.</summary>
    public required IReadOnlyList<string> Method { get; init; }

    /// <summary>How much it weighs unless a team sets it otherwise.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it means, and why it matters to whoever receives the message.</summary>
    public required string About { get; init; }

    /// <summary>What it needs to know besides the words; null when the words are enough.</summary>
    public string? Needs { get; init; }

    /// <summary>Messages in which it speaks.</summary>
    public required IReadOnlyList<RuleExample> Speaks { get; init; }

    /// <summary>Messages that look alike, in which it is silent.</summary>
    public required IReadOnlyList<RuleExample> Silent { get; init; }
}

/// <summary>A message that shows what a rule sees, or does not.</summary>
public sealed record RuleExample
{
    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>The subject, where it is about that.</summary>
    public string? Subject { get; init; }

    /// <summary>What is being written; an e-mail unless said.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>In words: what is known besides, such as "they never talked with us".</summary>
    public string? Known { get; init; }
}

/// <summary>All rules of the message check.</summary>
public static class MessageRules
{
    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<MessageRule> All { get; } = [.. PolicyFiles.ReadList<MessageRule>(".Messages.Rules.pushing.json"), .. PolicyFiles.ReadList<MessageRule>(".Messages.Rules.value.json"), .. PolicyFiles.ReadList<MessageRule>(".Messages.Rules.right.json")];

    /// <summary>By id.</summary>
    public static FrozenDictionary<string, MessageRule> ById { get; } = All.ToFrozenDictionary(rule => rule.Id);
}

/// <summary>The examples of the rules with what they need to know, so that a person can try them and a test holds them.</summary>
public static class RuleExamples
{
    private const string Winter = "Hi Omar,\n\nThe winter is a good time to look at the gates of a hall, since most of the heat is lost there in the first hour of a shift. Would a short list help?\n\nKim";

    /// <summary>An example as a draft with its receiver.</summary>
    public static (Draft Draft, Receiver? Receiver) Of(RuleExample example)
    {
        var draft = new Draft { Kind = example.Kind, Subject = example.Subject, Text = example.Text, Language = "en" };
        return example.Known switch
        {
            null => (draft, null),
            "a way out is due" => (draft with { WayOut = WayOutState.Due }, null),
            "it goes to Dana Berg of Borealis" => (draft, new Receiver { Names = ["Dana Berg"], Company = "Borealis", OtherPeople = ["Omar Haddad"], OtherCompanies = ["Cedar Clinics"] }),
            "they never talked with us" => (draft, new Receiver { Acquaintance = Acquaintance.OneSided }),
            "they talked with us" => (draft, new Receiver { Acquaintance = Acquaintance.Talked, Leave = Leave.Given }),
            "it answers nothing" => (draft with { Thread = InThread.New }, null),
            "today is 4 May 2026" => (draft with { Day = new NodaTime.LocalDate(2026, 5, 4) }, null),
            "nothing is attached" => (draft with { Attachments = [] }, null),
            "they asked for no such message" => (draft, new Receiver { Leave = Leave.Refused }),
            "they were given “count checklist”" => (draft, new Receiver { Given = ["count checklist"] }),
            "another person got these words" => (draft, new Receiver { SentToOthers = [Winter] }),
            _ => throw new InvalidOperationException($"No example knows that {example.Known}."),
        };
    }
}
