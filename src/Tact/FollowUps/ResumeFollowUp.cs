using Tact.Accounts;
using Tact.Timeline;

namespace Tact.FollowUps;

/// <summary>Ends a pause, rest or wait; the cadence goes on from here.</summary>
public static class ResumeFollowUp
{
    /// <summary>Resumes.</summary>
    public static Result<ChangedFollowUp> Run(Workspace workspace, Actor actor, string contact, long? followUp) =>
        ChangeFollowUp.Run(workspace, actor, contact, followUp, (file, row) => row.State is "answered" or "stopped"
            ? Result<TimelineRow>.Wrong("contact", $"This follow-up is {row.State}. Start a new one if there is something new.")
            : new TimelineRow { Kind = "resume" });
}
