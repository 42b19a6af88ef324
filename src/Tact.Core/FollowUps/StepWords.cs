using Tact.Core.Cadences;

namespace Tact.Core.FollowUps;

/// <summary>Reads the channel out of a step's words.</summary>
public static class StepWords
{
    private static readonly (string Word, Channel Channel)[] Words =
    [
        ("e-mail", Channel.Email), ("email", Channel.Email), ("mail", Channel.Email), ("write", Channel.Email), ("send", Channel.Email),
        ("ring", Channel.Call), ("call", Channel.Call), ("phone", Channel.Call), ("telephone", Channel.Call),
        ("text", Channel.Message), ("sms", Channel.Message), ("message", Channel.Message),
        ("letter", Channel.Letter), ("card", Channel.Letter),
        ("visit", Channel.Visit), ("meeting", Channel.Meeting), ("meet", Channel.Meeting), ("linkedin", Channel.Social),
    ];

    /// <summary>What a cadence's step says on the channel that is open to them: its own words, or plain ones where the channel had to change.</summary>
    public static string On(Step step, Channel channel) => channel == step.Channel ? step.Say : channel switch
    {
        Channel.Email => "Write instead of calling",
        Channel.Call => "Call instead of writing",
        Channel.Message => "Send a text message",
        Channel.Letter => "Write a letter",
        Channel.Visit or Channel.Meeting => "Arrange to see them",
        _ => step.Say,
    };

    /// <summary>What the step says when a branch brings it once more, or on another channel.</summary>
    public static string Again(Step step, Branch turn, Channel channel) =>
        turn.Say is { } say && (turn.Channel is null || turn.Channel == channel) ? say
        : turn.Then == Then.Again && channel == step.Channel ? $"{step.Say}, at another time"
        : On(step, channel);

    /// <summary>The contact that goes with a message left, where the cadence does not word it.</summary>
    public static string GoesWith(Channel channel) => channel switch
    {
        Channel.Email => "Write the e-mail that goes with it",
        Channel.Message => "Send the text message that goes with it",
        Channel.Call => "Call about it",
        _ => "Send what goes with it",
    };

    /// <summary>The channel the first telling word names; null when none does.</summary>
    public static Channel? ChannelOf(string? step)
    {
        foreach (var word in (step ?? "").ToLowerInvariant().Split([' ', ',', '.', ':', ';', '(', ')', '·', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var (telling, channel) in Words)
            {
                if (word == telling)
                    return channel;
            }
        }

        return null;
    }
}
