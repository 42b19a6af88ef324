using NodaTime;

namespace Tact.Imports;

/// <summary>What is to be done with one row: the same answer in a dry run and in the import itself.</summary>
sealed record RowPlan(ImportRow Row, string Action, PersonState? Person, Additions? Added, string? Note, long? KnownAt, bool StartsFollowUp, string? Why)
{
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];
}

static class ImportPlan
{
    /// <summary>Decides about one row, given the person who is there already (or null).</summary>
    /// <param name="fresh">The person as the row has them, where that was made ready already.</param>
    public static RowPlan Of(ImportRow row, PersonState? there, ImportSettings settings, PersonState? fresh = null)
    {
        if (row.Skipped is not null)
            return new(row, "skipped", null, null, null, null, false, row.Skipped);

        List<ImportProblem>? problems = null;
        var isNew = there is null;
        var fromRow = fresh ?? PersonState.From(row, settings.Tag);
        var starts = row is not { NextStep: null, NextStepOn: null } && StartsFollowUp(row, there, settings, problems = []);
        if (row.NextStep is not null && !starts && there is not { IsFollowedUp: true })
        {
            fromRow.Unsettle();
            fromRow.Facts.TryAdd("Next step", row.NextStep + (row.NextStepOn is { } on ? $" ({on.Date:uuuu-MM-dd})" : ""));
        }

        var person = there ?? fromRow;
        var added = isNew ? null : Additions.Fill(person, fromRow);
        var note = row.Notes is { } text && person.Notes.Add(text) ? text : null;
        var known = KnownAt(row, settings) is { } at && person.KnownAt.Add(at) ? at : (long?)null;
        person.IsFollowedUp |= starts;
        var nothing = added is { ChangesTheContact: false, Suppressed: OptOutScope.None } && note is null && known is null && !starts;
        var action = isNew ? "created" : nothing ? "skipped" : "updated";
        return new RowPlan(row, action, person, added, note, known, starts, nothing ? Already(row) : isNew ? null : Words(added!, note, known, starts)) { Problems = problems ?? [] };
    }

    static bool StartsFollowUp(ImportRow row, PersonState? there, ImportSettings settings, List<ImportProblem> problems)
    {
        if (row.NextStep is not null && row.NextStepOn is null)
            problems.Add(new(row.Line, null, "The next step has no date, so nothing was planned; it is kept as a fact."));
        if (row.NextStepOn is null || there is { IsFollowedUp: true })
            return false;
        if (row.OptOut.HasFlag(OptOutScope.All) || there is not null && there.Suppressed.HasFlag(OptOutScope.All))
        {
            problems.Add(new(row.Line, null, "They asked not to be contacted, so the next step was not planned."));
            return false;
        }
        if (OwnerOf(row, settings, problems) is not null)
            return true;
        problems.Add(new(row.Line, null, "There is a next step but nobody to take it. Import with an owner (--owner), or add a user with the owner's address."));
        return false;
    }

    static string Already(ImportRow row) =>
        row.SameAs is { } line ? $"The same person as on line {line}, with nothing new." : "Here already, with nothing new.";

    static string Words(Additions added, string? note, long? known, bool starts)
    {
        List<string> words = [.. added.Filled.Keys, .. added.Addresses.Select(address => address.Value), .. added.Tags, .. added.Labels, .. added.Facts];
        if (added.TakesCompany)
            words.Add("company");
        if (added.Suppressed != OptOutScope.None)
            words.Add("a wish not to be contacted");
        if (note is not null)
            words.Add("a note");
        if (known is not null)
            words.Add("the last contact");
        if (starts)
            words.Add("the next step");
        return "Adds " + string.Join(", ", words.Distinct());
    }

    /// <summary>The user of the row's own owner, else the import's owner; null with a problem when the row names somebody unknown.</summary>
    public static long? OwnerOf(ImportRow row, ImportSettings settings, List<ImportProblem>? problems)
    {
        if (row.Owner is null)
            return settings.OwnerId;
        if (settings.Users.TryGetValue(row.Owner, out var user))
            return user;
        if (row.NextStepOn is not null)
            problems?.Add(new(row.Line, null, $"The owner {row.Owner} is no user here" + (settings.OwnerId is null ? "." : ", so the import's owner takes the next step.")));
        return settings.OwnerId;
    }

    // Noon, where the file gives no time; never later than now.
    static long? KnownAt(ImportRow row, ImportSettings settings)
    {
        if (row.LastContact is not { } last)
            return null;
        var at = last.Date.At(last.Time ?? LocalTime.Noon).InZoneLeniently(settings.Zone).ToInstant();
        return Instant.Min(at, settings.Now).ToUnixTimeMilliseconds();
    }
}

/// <summary>Whose import it is and how it is to be done.</summary>
/// <param name="By">The user who imports; null from the command line without one.</param>
/// <param name="OwnerId">Who takes next steps whose owner is not named.</param>
/// <param name="Tag">A tag for everybody in the file.</param>
/// <param name="Users">Users by e-mail address and by name, without case.</param>
sealed record ImportSettings(long? By, long? OwnerId, string? Tag, IReadOnlyDictionary<string, long> Users, DateTimeZone Zone, Instant Now);
