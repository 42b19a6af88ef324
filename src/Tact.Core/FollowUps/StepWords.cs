using System.Globalization;
using NodaTime;
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

    /// <summary>What the step says where the etiquette gives it a special message, or takes one away (METHOD B8).</summary>
    /// <param name="step">The cadence's step.</param>
    /// <param name="intent">What it is meant to do now.</param>
    /// <param name="channel">How.</param>
    /// <param name="due">When.</param>
    /// <param name="back">The end of the rest that follows; null when none does.</param>
    public static string Meant(Step step, Intent intent, Channel channel, LocalDate due, LocalDate? back) => intent switch
    {
        Intent.LeaveUntil when back is { } until => $"{By(channel)} once more, and say that you will leave it until {Month(until, due)}",
        Intent.PermissionToClose when step.Intent != Intent.PermissionToClose => "Ask where they stand; say it is fine to say no",
        not (Intent.PermissionToClose or Intent.LeaveUntil) when step.Intent is Intent.PermissionToClose or Intent.LeaveUntil => $"{By(channel)} with something that helps them",
        _ => On(step, channel),
    };

    /// <summary>"August", or "January 2027" when it is another year.</summary>
    public static string Month(LocalDate day, LocalDate seenFrom) => day.ToString(day.Year == seenFrom.Year ? "MMMM" : "MMMM uuuu", CultureInfo.InvariantCulture);

    private static string By(Channel channel) => channel switch
    {
        Channel.Call => "Call",
        Channel.Message => "Send a text message",
        Channel.Letter => "Write a letter",
        Channel.Visit or Channel.Meeting => "See them",
        _ => "Write",
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
