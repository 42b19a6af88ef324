namespace Tact.Core.Calendars;

/// <summary>
/// The days on which people of a country or region work: their week, and for the years that are known their public
/// holidays. Laid out once, so that a verdict neither searches nor allocates. Days are numbered as in <see cref="WorkingDays"/>.
/// </summary>
public sealed class WorkCalendar
{
    /// <summary>Monday to Friday, bit 0 is Monday.</summary>
    public const int MondayToFriday = 0b0011111;

    private readonly int first;
    private readonly Dictionary<int, string> holidays;

    // of each known day, how many working days there are up to it, itself included; and the working days in order
    private readonly short[] upTo = [];
    private readonly int[] working = [];

    // a bit for each known day
    private readonly ulong[] workingBits = [];
    private readonly ulong[] holidayBits = [];

    /// <summary>Lays out a calendar.</summary>
    /// <param name="name">Such as DE or DE-BY; empty for the plain week.</param>
    /// <param name="week">Working weekdays, bit 0 is Monday.</param>
    /// <param name="shortDays">Working weekdays that end at noon.</param>
    /// <param name="first">First known day.</param>
    /// <param name="days">How many days are known; outside of them the plain week holds.</param>
    /// <param name="holidays">Names of the holidays by day.</param>
    public WorkCalendar(string name, int week, int shortDays, int first, int days, Dictionary<int, string> holidays)
    {
        Name = name;
        Week = week;
        ShortDays = shortDays;
        this.first = first;
        this.holidays = holidays;
        var list = new List<int>(days);
        upTo = new short[days];
        workingBits = new ulong[(days + 63) / 64];
        holidayBits = new ulong[(days + 63) / 64];
        for (var i = 0; i < days; i++)
        {
            if (IsOfWeek(first + i) && !holidays.ContainsKey(first + i))
            {
                list.Add(first + i);
                workingBits[i / 64] |= 1UL << (i % 64);
            }

            if (holidays.ContainsKey(first + i))
                holidayBits[i / 64] |= 1UL << (i % 64);
            upTo[i] = (short)list.Count;
        }

        working = [.. list];
    }

    /// <summary>Monday to Friday without holidays: for people of whom no country is known.</summary>
    public static WorkCalendar Plain { get; } = new("", MondayToFriday, 0, 0, 0, []);

    /// <summary>Such as DE or DE-BY; empty for the plain week.</summary>
    public string Name { get; }

    /// <summary>Working weekdays, bit 0 is Monday.</summary>
    public int Week { get; }

    /// <summary>Working weekdays that end at noon, such as Friday in the Emirates.</summary>
    public int ShortDays { get; }

    /// <summary>The name of the public holiday on a day; null when it is none or the year is not known.</summary>
    public string? HolidayOn(int day) => holidays.GetValueOrDefault(day);

    /// <summary>Whether a day is a public holiday.</summary>
    public bool IsHoliday(int day)
    {
        var place = day - first;
        return (uint)place < (uint)upTo.Length && (holidayBits[place >> 6] & (1UL << (place & 63))) != 0;
    }

    /// <summary>Whether people work that day.</summary>
    public bool IsWorkingDay(int day)
    {
        var place = day - first;
        return (uint)place < (uint)upTo.Length ? (workingBits[place >> 6] & (1UL << (place & 63))) != 0 : IsOfWeek(day);
    }

    /// <summary>Whether that working day ends at noon.</summary>
    public bool IsShort(int day) => ShortDays != 0 && (ShortDays & (1 << WorkingDays.Weekday(day))) != 0;

    /// <summary>The day itself when people work then, else the next such day.</summary>
    public int OnOrAfter(int day)
    {
        while (!IsWorkingDay(day))
            day++;
        return day;
    }

    /// <summary>So many working days later; from a day off, counting starts at the working day before.</summary>
    public int Plus(int day, int workingDays)
    {
        if (workingDays <= 0)
            return day;
        var place = day - first;
        if ((uint)place < (uint)upTo.Length && upTo[place] + workingDays <= working.Length)
            return working[upTo[place] + workingDays - 1];
        if (Week == MondayToFriday && (upTo.Length == 0 || place >= upTo.Length))
            return WorkingDays.Plus(day, workingDays);
        while (workingDays > 0)
        {
            day++;
            if (IsWorkingDay(day))
                workingDays--;
        }

        return day;
    }

    private bool IsOfWeek(int day) => (Week & (1 << WorkingDays.Weekday(day))) != 0;
}
