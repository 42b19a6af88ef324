using NodaTime;

namespace Tact.Core.Homework;

/// <summary>How long a fact may be relied on before somebody looks again (METHOD E3).</summary>
public static class FactAge
{
    /// <summary>Days after which a fact is stale, where the team chose nothing else.</summary>
    public const int UsualDays = 180;

    /// <summary>The fewest days a team can choose.</summary>
    public const int FewestDays = 7;

    /// <summary>The most days a team can choose.</summary>
    public const int MostDays = 3650;

    /// <summary>Whether a fact learned, or confirmed, on a day is stale on another: more than so many days lie between.</summary>
    public static bool IsStale(LocalDate learnedOn, LocalDate today, int days) => Period.DaysBetween(learnedOn, today) > days;
}
