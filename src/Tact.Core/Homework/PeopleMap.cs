namespace Tact.Core.Homework;

/// <summary>The part a person plays when their company decides.</summary>
public enum Part
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>Says yes or no.</summary>
    Decides,

    /// <summary>Is listened to by those who decide.</summary>
    Influences,

    /// <summary>Will work with it.</summary>
    Uses,

    /// <summary>Lets people through, or not.</summary>
    KeepsTheGate,
}

/// <summary>Where somebody stands in their company.</summary>
/// <param name="Contact">Who.</param>
/// <param name="Part">Their part.</param>
/// <param name="ReportsTo">To whom they report there; null when that is not known.</param>
public sealed record MapPlace(long Contact, Part Part, long? ReportsTo);

/// <summary>One line of the map as it is drawn: who, and how far below the top.</summary>
public sealed record MapLine(MapPlace Place, int Depth);

/// <summary>Who plays which part in a company and reports to whom.</summary>
public static class PeopleMap
{
    /// <summary>Whether somebody who reported to another would, over others, report to themselves.</summary>
    public static bool WouldCircle(IReadOnlyDictionary<long, long?> reportsTo, long who, long chief)
    {
        var seen = new HashSet<long>();
        for (long? above = chief; above is { } next && seen.Add(next); above = reportsTo.GetValueOrDefault(next))
        {
            if (next == who)
                return true;
        }

        return false;
    }

    /// <summary>The map from the top down: below each those who report to them, in the order given. Everybody stands on it once.</summary>
    public static IReadOnlyList<MapLine> Drawn(IReadOnlyList<MapPlace> places)
    {
        var there = places.Select(place => place.Contact).ToHashSet();
        var below = places.Where(place => place.ReportsTo is { } chief && there.Contains(chief)).ToLookup(place => place.ReportsTo!.Value);
        var lines = new List<MapLine>(places.Count);
        var drawn = new HashSet<long>();
        foreach (var top in places.Where(place => place.ReportsTo is not { } chief || !there.Contains(chief)))
            Add(top, 0);
        // a circle that was written past the rule has no top: whoever is left stands by themselves
        foreach (var left in places.Where(place => !drawn.Contains(place.Contact)))
            Add(left, 0);
        return lines;

        void Add(MapPlace place, int depth)
        {
            if (!drawn.Add(place.Contact))
                return;
            lines.Add(new MapLine(place, depth));
            foreach (var one in below[place.Contact])
                Add(one, depth + 1);
        }
    }
}
