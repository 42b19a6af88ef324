using System.Collections.Frozen;

namespace Tact.Core.Messages;

/// <summary>What a team makes of a rule.</summary>
public enum RuleSetting
{
    /// <summary>It does not speak.</summary>
    Off,

    /// <summary>It could be better.</summary>
    Improve,

    /// <summary>It would annoy.</summary>
    Annoying,
}

/// <summary>A phrase that a team added to a rule.</summary>
/// <param name="Rule">The rule that it raises.</param>
/// <param name="Say">The words; x* is any word that begins so.</param>
/// <param name="Better">What to write instead; null when the team gives nothing.</param>
public sealed record OwnPhrase(string Rule, string Say, string? Better);

/// <summary>How a team set the message check.</summary>
public sealed class Tuning
{
    /// <summary>Prepares a team's settings.</summary>
    public Tuning(IReadOnlyDictionary<string, RuleSetting> rules, IReadOnlyList<OwnPhrase> phrases)
    {
        Rules = rules.ToFrozenDictionary();
        Phrases = phrases;
        Patterns = phrases.Count == 0 ? null : new WordPatterns(phrases.Select((phrase, i) => (i, phrase.Say)), FrozenDictionary<string, string>.Empty);
    }

    /// <summary>As shipped.</summary>
    public static Tuning None { get; } = new(new Dictionary<string, RuleSetting>(), []);

    /// <summary>The rules that are set otherwise than shipped.</summary>
    public IReadOnlyDictionary<string, RuleSetting> Rules { get; }

    /// <summary>The team's own phrases.</summary>
    public IReadOnlyList<OwnPhrase> Phrases { get; }

    /// <summary>What finds the own phrases; null without any.</summary>
    internal WordPatterns? Patterns { get; }
}
