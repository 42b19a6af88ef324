using Tact.Core;
using Tact.Core.FollowUps;
using Tact.Core.Timeline;
using Tact.FollowUps;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Touches;

/// <summary>What would come next if a touch were recorded now: the same decision as recording takes, without recording.</summary>
public static class ProposeNext
{
    /// <summary>The decision after <paramref name="outcome"/>, with their answer on how to go on left open.</summary>
    public static Decision After(ContactFile file, FollowUpRow row, Workspace workspace, Channel channel, Outcome outcome, string? offer)
    {
        var now = workspace.Now.ToUnixTimeMilliseconds();
        file.TakeUp(new TimelineRow
        {
            Id = long.MaxValue, ContactId = file.Contact.Id, FollowUpId = row.Id, Kind = "touch", At = now, RecordedAt = now, ByUser = row.OwnerId, Offer = offer,
            Channel = Names.Of(channel), Direction = Names.Of(Outcomes.UsualDirection(channel, outcome)), Outcome = Names.Of(outcome), Data = new EntryData { DidNotSay = true }.ToText(),
        });
        return file.DecisionOf(row);
    }
}
