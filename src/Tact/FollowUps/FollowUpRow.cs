namespace Tact.FollowUps;

/// <summary>One row of <c>follow_ups</c> with what its owner's record adds: the stored decision.</summary>
public sealed class FollowUpRow
{
    /// <summary>The columns every query selects; joins <c>users u</c>.</summary>
    public const string Columns = """
        f.id as Id, f.contact_id as ContactId, f.company_id as CompanyId, f.owner_id as OwnerId, f.matter as Matter, f.matter_key as MatterKey, f.situation as Situation,
        f.preset as Preset, f.cadence as Cadence, f.started_at as StartedAt, f.state as State, f.kind as Kind, f.step as Step, f.channel as Channel, f.due_on as DueOn,
        f.due_at as DueAt, f.approach as Approach, f.approach_of as ApproachOf, f.call_window as CallWindow, f.last_touch_at as LastTouchAt,
        f.last_two_way_at as LastTwoWayAt, f.answer as Answer, f.details as Details, f.same_day_on as SameDayOn, f.version as Version, u.zone as OwnerZone, u.days_off as OwnerDaysOff, u.email as OwnerEmail, u.name as OwnerName
        """;

    /// <summary>Its number.</summary>
    public long Id { get; set; }

    /// <summary>The person.</summary>
    public long ContactId { get; set; }

    /// <summary>Their company.</summary>
    public long? CompanyId { get; set; }

    /// <summary>Who follows up.</summary>
    public long OwnerId { get; set; }

    /// <summary>What it is about.</summary>
    public string Matter { get; set; } = "";

    /// <summary>The matter, folded.</summary>
    public string MatterKey { get; set; } = "";

    /// <summary>The situation now.</summary>
    public string Situation { get; set; } = "";

    /// <summary>The etiquette preset.</summary>
    public string Preset { get; set; } = "";

    /// <summary>The cadence now.</summary>
    public string Cadence { get; set; } = "";

    /// <summary>When it started, Unix milliseconds.</summary>
    public long StartedAt { get; set; }

    /// <summary>Where it stands, as written in contracts.</summary>
    public string State { get; set; } = "active";

    /// <summary>The kind of row on Today, as a number in list order.</summary>
    public long Kind { get; set; }

    /// <summary>What to do.</summary>
    public string? Step { get; set; }

    /// <summary>The channel of the step.</summary>
    public string? Channel { get; set; }

    /// <summary>The due day, yyyy-MM-dd in the owner's zone.</summary>
    public string? DueOn { get; set; }

    /// <summary>The due instant, when a time was agreed.</summary>
    public long? DueAt { get; set; }

    /// <summary>Which approach of the cycle the step is.</summary>
    public long Approach { get; set; }

    /// <summary>Of how many.</summary>
    public long? ApproachOf { get; set; }

    /// <summary>Zone, hours and days in which they may be called, as one text.</summary>
    public string CallWindow { get; set; } = "";

    /// <summary>The last touch, Unix milliseconds.</summary>
    public long? LastTouchAt { get; set; }

    /// <summary>The last two-way contact, Unix milliseconds.</summary>
    public long? LastTwoWayAt { get; set; }

    /// <summary>The answer, once there is one.</summary>
    public string? Answer { get; set; }

    /// <summary><see cref="RowDetails"/> as JSON.</summary>
    public string Details { get; set; } = "{}";

    /// <summary>The day of the contact that goes with an approach, when that is what is due.</summary>
    public string? SameDayOn { get; set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; set; }

    /// <summary>The owner's zone.</summary>
    public string? OwnerZone { get; set; }

    /// <summary>The owner's days off, as JSON.</summary>
    public string? OwnerDaysOff { get; set; }

    /// <summary>The owner's e-mail.</summary>
    public string OwnerEmail { get; set; } = "";

    /// <summary>The owner's name.</summary>
    public string OwnerName { get; set; } = "";
}
