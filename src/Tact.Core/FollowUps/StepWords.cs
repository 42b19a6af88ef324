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
