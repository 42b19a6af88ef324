using Tact.Core;
using Tact.Core.Calendars;

namespace Tact.Generator;

/// <summary>One thing that happened with a person, on a day that is moved to its place in time at the end.</summary>
internal sealed record Happening(string Kind, int Day, int Minute)
{
    public string? Channel { get; init; }

    public string? Direction { get; init; }

    public string? Outcome { get; init; }

    public string? Note { get; init; }

    public string? Offer { get; init; }

    public (string Say, string? Channel, int Day, int? Minute)? Next { get; init; }

    public int? Until { get; init; }

    public (string What, int Day)? Promise { get; init; }

    public string? Word { get; init; }

    public bool? MayStay { get; init; }
}

/// <summary>How the story of a follow-up goes.</summary>
internal enum Plot
{
    /// <summary>Still followed up.</summary>
    Open,

    /// <summary>They gave an answer, or said no to everything.</summary>
    Ended,

    /// <summary>Touches without a follow-up.</summary>
    Loose,
}

/// <summary>
/// A plausible run of touches with one person: five or so approaches, a rest, an answer now and then, agreed dates. It
/// keeps gaps and rests of the presets roughly, as people do.
/// </summary>
internal sealed class Story
{
    private static readonly int[] Rests = [60, 120, 365];
    private readonly Random chance;
    private readonly bool client;
    private readonly List<Happening> told = [];
    private int day = 4;
    private int approaches;
    private int cycle = 1;
    private int rings;
    private bool agreed;

    private Story(Random chance, string situation)
    {
        this.chance = chance;
        client = situation == "client";
        agreed = situation is "talked" or "enquiry";
    }

    /// <summary>The day on which the next touch would be.</summary>
    public int Due { get; private set; }

    /// <summary>What happened, in order; the first day is a Monday.</summary>
    public IReadOnlyList<Happening> Told => told;

    /// <summary>A story of so many touches; ended ones with the touch that ends them.</summary>
    public static Story Tell(Random chance, Plot plot, string situation, int touches)
    {
        var story = new Story(chance, situation);
        story.Due = story.day;
        for (var i = 0; i < touches; i++)
        {
            if (plot == Plot.Ended && i == touches - 1)
                story.End();
            else
                story.GoOn();
        }

        return story;
    }

    /// <summary>One touch more, on or soon after the day it is due.</summary>
    public void GoOn()
    {
        day = WorkingDays.OnOrAfter(Due + (chance.Next(4) == 0 ? chance.Next(3) : 0));
        if (agreed)
            Meet();
        else
            Try();
    }

    /// <summary>An approach, or a ring nobody hears.</summary>
    private void Try()
    {
        var by = chance.Next(100);
        if (by < 58)
            Ring();
        else if (by < 92)
            Write("email");
        else
            Write(by < 95 ? "letter" : by < 98 ? "social" : "message");
    }

    private void Ring()
    {
        switch (chance.Next(100))
        {
            case < 44:
                Out("call", "voicemail", bring: 30);
                Approach();
                break;
            case < 78:
                rings++;
                Out("call", chance.Next(6) == 0 ? "busy" : "no-answer");
                Due = WorkingDays.Plus(day, 1 + chance.Next(2));
                if (rings % Defaults.RingsPerApproach == 0)
                    Approach();
                break;
            case < 84:
                Out("call", "gatekeeper");
                Due = WorkingDays.Plus(day, 1 + chance.Next(3));
                break;
            default:
                Talk("call", "spoke");
                break;
        }
    }

    private void Write(string channel)
    {
        Out(channel, "sent", bring: 60);
        Approach();
        var answer = chance.Next(100);
        if (answer < 7)
        {
            Due = WorkingDays.Plus(day, 1 + chance.Next(3));
            agreed = true;
        }
        else if (answer < 9)
        {
            Due = WorkingDays.Plus(day, 12);
        }
    }

    private void Approach()
    {
        approaches++;
        var budget = client ? int.MaxValue : cycle == 1 ? 5 : 3;
        if (approaches < budget)
        {
            Due = WorkingDays.Plus(day, client ? 20 : 3 + chance.Next(3));
            return;
        }

        Due = WorkingDays.OnOrAfter(day + Rests[Math.Min(cycle, 3) - 1]);
        cycle++;
        approaches = 0;
        rings = 0;
    }

    /// <summary>A date that was agreed, or an answer of theirs that waits.</summary>
    private void Meet()
    {
        switch (chance.Next(100))
        {
            case < 12:
                told.Add(new Happening("touch", day, Minute()) { Channel = "email", Direction = "in", Outcome = "replied", Note = Pick(WordLists.TheirWords) });
                Due = WorkingDays.Plus(day, 1);
                break;
            case < 62:
                Talk(chance.Next(5) == 0 ? "meeting" : "call", chance.Next(5) == 0 ? "met" : "spoke");
                break;
            case < 72:
                told.Add(new Happening("touch", day, Minute()) { Channel = "call", Direction = "out", Outcome = "not-now", Note = Pick(WordLists.TheirWords), Until = Later(60, 200) });
                Due = told[^1].Until!.Value;
                break;
            case < 84:
                Out("email", "sent", bring: 60);
                Due = WorkingDays.Plus(day, 4 + chance.Next(6));
                break;
            default:
                Out("call", "voicemail", bring: 20);
                agreed = false;
                approaches = 0;
                cycle = 1;
                Approach();
                break;
        }
    }

    private void Talk(string channel, string outcome)
    {
        var on = Later(3, 60);
        var step = Pick(WordLists.Steps);
        told.Add(new Happening("touch", day, Minute())
        {
            Channel = channel, Direction = "out", Outcome = outcome, Note = Pick(WordLists.TheirWords), Next = (step, step.StartsWith("Call", StringComparison.Ordinal) ? "call" : null, on, chance.Next(6) == 0 ? 540 + (30 * chance.Next(14)) : null),
        });
        Due = on;
        agreed = true;
        approaches = 0;
        rings = 0;
        cycle = 1;
    }

    private void End()
    {
        day = WorkingDays.OnOrAfter(Due);
        var how = chance.Next(100);
        var (outcome, may, scope) = how switch
        {
            < 30 => ("bought", (bool?)null, (string?)null),
            < 50 => ("not-interested", true, null),
            < 80 => ("not-interested", false, null),
            < 90 => ("wrong-person", null, null),
            < 96 => ("left-company", null, null),
            _ => ("opt-out", null, "all"),
        };
        told.Add(new Happening("touch", day, Minute()) { Channel = "call", Direction = "out", Outcome = outcome, Note = Pick(WordLists.TheirWords), MayStay = may, Word = scope });
        Due = day + 1;
    }

    /// <summary>Where an open one stands when it is more than its cadence.</summary>
    public void Turn()
    {
        switch (chance.Next(100))
        {
            case < 2:
                told.Add(new Happening("touch", day, 1100) { Channel = "email", Direction = "in", Outcome = "replied", Note = Pick(WordLists.TheirWords) });
                Due = WorkingDays.Plus(day, 1);
                break;
            case < 5:
                told.Add(new Happening("pause", day, 1100) { Word = Pick(["ill", "boss-changed", "reorganised", "family", "review", "busy", "silence"]), Until = Later(14, 90) });
                Due = told[^1].Until!.Value;
                break;
            case < 6:
                told.Add(new Happening("note", day, 1100) { Note = "Broken off: fire drill.", Word = "needs-next-step" });
                Due = day;
                break;
            case < 8:
                told.Add(new Happening("touch", day, 1100) { Channel = "call", Direction = "in", Outcome = "will-call", Note = Pick(WordLists.TheirWords), Until = Later(40, 120) });
                Due = told[^1].Until!.Value;
                break;
            case < 9:
                told.Add(new Happening("touch", day, 1100) { Channel = "email", Direction = "in", Outcome = "asked-for-quiet", Note = "Please leave us in peace for a while.", Until = Later(30, 60) });
                Due = told[^1].Until!.Value;
                break;
            case < 12 when !agreed:
                told.Add(new Happening("touch", day, 1100)
                {
                    Channel = "call", Direction = "out", Outcome = "voicemail", Note = "Said when I will ring again.", Promise = ("Call again, as promised", WorkingDays.Plus(day, 5)),
                });
                Due = WorkingDays.Plus(day, 5);
                break;
        }
    }

    private void Out(string channel, string outcome, int bring = 0) => told.Add(new Happening("touch", day, Minute())
    {
        Channel = channel, Direction = "out", Outcome = outcome,
        Note = chance.Next(100) < 35 ? Pick(WordLists.Notes) : null, Offer = chance.Next(100) < bring ? Pick(WordLists.Offers) : null,
    });

    private int Later(int least, int most) => WorkingDays.OnOrAfter(day + chance.Next(least, most));

    // later the same day when something happened that day already
    private int Minute()
    {
        var minute = 510 + chance.Next(540);
        return told.Count > 0 && told[^1].Day == day ? Math.Max(minute, told[^1].Minute + 1) : minute;
    }

    private string Pick(string[] words) => words[chance.Next(words.Length)];
}
