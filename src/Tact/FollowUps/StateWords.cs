using NodaTime;
using NodaTime.Text;
using Tact.Core;
using Tact.Web;

namespace Tact.FollowUps;

/// <summary>How a follow-up stands, in words.</summary>
public static class StateWords
{
    /// <summary>"In progress: 2 of 5 tried", "Resting until Mon 4 May", "Paused for personal reasons until …".</summary>
    public static string State(FollowUpRow row, RowDetails details, LocalDate today)
    {
        var until = row.DueOn is { } due ? $" until {When.Day(LocalDatePattern.Iso.Parse(due).Value, today)}" : "";
        return row.State switch
        {
            "active" when row.Kind == (long)TodayKind.Answered => "They wait for an answer",
            "active" when row.Kind == (long)TodayKind.Note => "Needs a next step",
            "active" when details.Approaches == 0 => "In progress",
            "active" => row.ApproachOf is { } of ? $"In progress: {details.Approaches} of {of} tried without an answer" : $"In progress: {details.Approaches} tried without an answer",
            "waiting-for-them" => $"Waiting for them{until}",
            "paused" when details.Quiet == true => $"Quiet, as they asked{until}",
            "paused" => $"Paused, {Stall(details.Stall)}{until}",
            "resting" => $"Resting{until}",
            "will-call" => $"They will call; a quiet look{until.Replace(" until ", " ", StringComparison.Ordinal)}",
            "answered" => Answer(row.Answer),
            _ => "Stopped: they asked",
        };
    }

    /// <summary>A stall reason; illness and family are only ever "personal reasons" (METHOD D).</summary>
    public static string Stall(string? reason) => reason switch
    {
        "ill" or "family" or "personal reasons" => "personal reasons",
        "left" => "they have left",
        "boss-changed" => "their boss changed",
        "reorganised" => "bought or reorganised",
        "review" => "review or budget takes time",
        "busy" => "busy with other things",
        "silence" => "quiet for no known reason",
        _ => "for now",
    };

    /// <summary>An answer.</summary>
    public static string Answer(string? answer) => answer switch
    {
        "interested" => "Answered: interested",
        "not-interested" => "Answered: not interested",
        "wrong-person" => "Answered: the wrong person",
        "left-company" => "Left the company",
        "bought" => "Bought",
        _ => "Answered",
    };

    /// <summary>A situation.</summary>
    public static string Situation(string situation) => situation switch
    {
        "cold" => "First approaches",
        "enquiry" => "They asked us",
        "talked" => "After a good talk",
        "proposal" => "A proposal is out",
        "referral" => "Referred to them",
        "client" => "Client",
        _ => situation,
    };
}
