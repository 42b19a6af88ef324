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
