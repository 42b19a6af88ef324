using NodaTime;
using Tact.Core;
using Tact.Core.Timeline;

namespace Tact.Timeline;

/// <summary>One row of the <c>timeline</c> table, and how it becomes an entry of the core.</summary>
public sealed class TimelineRow
{
    /// <summary>The columns in the order every query selects them.</summary>
    public const string Columns = """
        id as Id, contact_id as ContactId, company_id as CompanyId, follow_up_id as FollowUpId, kind as Kind, at as At, recorded_at as RecordedAt,
        by_user as ByUser, channel as Channel, direction as Direction, outcome as Outcome, note as Note, offer as Offer, data as Data,
        touch_key as TouchKey, cold as Cold, touch_id as TouchId, import_id as ImportId, corrects as Corrects, undone_by as UndoneBy
        """;

    /// <summary>Its number.</summary>
    public long Id { get; set; }

    /// <summary>The person.</summary>
    public long ContactId { get; set; }

    /// <summary>The person's company at the time.</summary>
    public long? CompanyId { get; set; }

    /// <summary>The follow-up.</summary>
    public long? FollowUpId { get; set; }

    /// <summary>touch, start, step, pause, resume, note, put-off, day-over, promise, quiet, preference, consent, withdrawn, stop, lift, known, address, handover, correction, undo.</summary>
    public string Kind { get; set; } = "";

    /// <summary>When it happened, Unix milliseconds.</summary>
    public long At { get; set; }

    /// <summary>When it was recorded, Unix milliseconds.</summary>
    public long RecordedAt { get; set; }

    /// <summary>Who recorded it.</summary>
    public long? ByUser { get; set; }

    /// <summary>The channel of a touch.</summary>
    public string? Channel { get; set; }

    /// <summary>The direction of a touch.</summary>
    public string? Direction { get; set; }

    /// <summary>The outcome of a touch.</summary>
    public string? Outcome { get; set; }

    /// <summary>The line about it.</summary>
    public string? Note { get; set; }

    /// <summary>What it brought.</summary>
    public string? Offer { get; set; }

    /// <summary><see cref="EntryData"/> as JSON.</summary>
    public string? Data { get; set; }

    /// <summary>The key under which it is recorded once.</summary>
    public string? TouchKey { get; set; }

    /// <summary>1 when it counts towards the company's cap on cold approaches.</summary>
    public long Cold { get; set; }

    /// <summary>The first entry of a touch with several people.</summary>
    public long? TouchId { get; set; }

    /// <summary>The import it came with.</summary>
    public long? ImportId { get; set; }

    /// <summary>The entry it corrects.</summary>
    public long? Corrects { get; set; }

    /// <summary>The entry that undid it.</summary>
    public long? UndoneBy { get; set; }

    /// <summary>Turns rows into entries for folding: undone ones left out, corrections applied to what they correct.</summary>
    public static List<Entry> Entries(IReadOnlyList<TimelineRow> rows)
    {
        var corrections = rows.Any(row => row.Corrects is not null) ? rows.Where(row => row is { UndoneBy: null, Corrects: not null }).OrderBy(row => row.Id).ToLookup(row => row.Corrects!.Value) : null;
        var entries = new List<Entry>(rows.Count + 1);
        foreach (var row in rows)
        {
            if (row.UndoneBy is not null)
                continue;
            foreach (var correction in corrections?[row.Id] ?? [])
                row.Correct(EntryData.Read(correction.Data));
            if (row.ToEntry() is { } entry)
                entries.Add(entry);
        }

        return entries;
    }

    /// <summary>The entry of the core; null for kinds that do not change where things stand.</summary>
    public Entry? ToEntry()
    {
        var data = FoldedData.Read(Data);
        var at = Instant.FromUnixTimeMilliseconds(At);
        return Kind switch
        {
            "touch" => new Touch
            {
                Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser,
                Channel = Names.Read<Channel>(Channel!), Direction = Names.Read<Direction>(Direction!), Outcome = Names.Read<Outcome>(Outcome!),
                Note = Note, Offer = Offer, Next = data.Next, TheyDidNotSay = data.DidNotSay,
                Promise = data.Promise is null ? null : new Promised(data.Promise, data.PromisedFor!.Value),
                Until = data.Until, Reason = data.Reason, MayStayInTouch = data.MayStay, StayEveryMonths = data.StayEvery,
                Scope = data.Scope is null ? null : Names.Read<StopScope>(data.Scope),
                Override = data.Override is null ? null : Names.Read<OverrideReason>(data.Override), Service = data.Service,
            },
            "start" => new Started
            {
                Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Matter = data.Matter!, MatterKey = data.MatterKey!,
                Situation = Names.Read<Situation>(data.Situation!), Preset = data.Preset!, PresetByHand = data.PresetByHand, Cadence = data.Cadence!, OwnerId = data.Owner!.Value, StartOn = data.StartOn!.Value,
            },
            "step" => new StepSet { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Plan = data.Next },
            "pause" => new PausedFor { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Reason = Names.Read<StallReason>(data.Stall!), Until = data.Until!.Value, Note = Note },
            "resume" => new Resumed { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser },
            "note" => new Noted { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Text = Note ?? "", NeedsNextStep = data.NeedsNextStep },
            "promise" => new PromiseMade { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Promise = new Promised(data.Promise!, data.PromisedFor!.Value) },
            "quiet" => new QuietAsked { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Until = data.Until!.Value, Evidence = data.Evidence ?? "" },
            "put-off" => new PutOff { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Until = data.Until!.Value, Because = data.Reason ?? "" },
            "day-over" => new DayOver { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser },
            "preference" => new Preferred
            {
                Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Channel = data.Channel is null ? null : Names.Read<Channel>(data.Channel), EveryDays = data.EveryDays,
                FromHour = data.FromHour, UntilHour = data.UntilHour, Weekdays = data.Weekdays, Evidence = data.Evidence ?? "",
            },
            "consent" => new ConsentGiven
            {
                Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Channel = Names.Read<Channel>(Channel!), ConsentKind = Names.Read<Core.Law.ConsentKind>(data.Consent!),
                On = data.ConsentOn!.Value, Until = data.Until, Evidence = data.Evidence ?? "",
            },
            "withdrawn" => new ConsentWithdrawn { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Channel = Names.Read<Channel>(Channel!), Evidence = data.Evidence ?? "" },
            "stop" => new StopRecorded { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Scope = Names.Read<StopScope>(data.Scope!), MatterKey = data.MatterKey },
            "lift" => new StopLifted { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Scope = Names.Read<StopScope>(data.Scope!), MatterKey = data.MatterKey },
            "known" => new KnownBefore { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Text = Note },
            "address" => new AddressSet { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, Channel = Names.Read<Channel>(Channel!) },
            "handover" => new HandedOver { Id = Id, At = at, FollowUpId = FollowUpId, By = ByUser, OwnerId = data.Owner!.Value },
            _ => null,
        };
    }

    private void Correct(EntryData data)
    {
        Channel = data.Channel ?? Channel;
        Outcome = data.Outcome ?? Outcome;
        Direction = data.Direction ?? Direction;
        Note = data.Note ?? Note;
        At = data.At ?? At;
    }
}
