using System.Globalization;
using NodaTime.Text;
using Tact.Core;
using Tact.Core.Library;
using Tact.Storage;
using Tact.Timeline;

namespace Tact.Library;

/// <summary>An asset as kept.</summary>
public sealed class AssetRow
{
    /// <summary>The columns every query selects.</summary>
    public const string Columns = """
        a.id as Id, a.title as Title, a.kind as Kind, a.does as Does, a.link as Link, a.topics as Topics, a.industries as Industries, a.helps as Helps, a.language as Language, a.fresh_until as FreshUntil, a.kind_for as KindFor,
        a.added_by as AddedBy, a.added_at as AddedAt, a.changed_at as ChangedAt, a.archived_at as ArchivedAt, a.revision as Revision, a.titled_at as TitledAt
        """;

    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The name.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it is, as written.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it does for the receiver, in a sentence.</summary>
    public string Does { get; set; } = "";

    /// <summary>Where it is on the web.</summary>
    public string? Link { get; set; }

    /// <summary>Topics, with commas.</summary>
    public string Topics { get; set; } = "";

    /// <summary>Trades, with commas.</summary>
    public string Industries { get; set; } = "";

    /// <summary>Roles and situations, with commas.</summary>
    public string Helps { get; set; } = "";

    /// <summary>The code of its language.</summary>
    public string? Language { get; set; }

    /// <summary>The last day on which it can be given, yyyy-MM-dd.</summary>
    public string? FreshUntil { get; set; }

    /// <summary>Stall reasons, with commas.</summary>
    public string KindFor { get; set; } = "";

    /// <summary>Who added it.</summary>
    public long? AddedBy { get; set; }

    /// <summary>When, Unix milliseconds.</summary>
    public long AddedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    public long ChangedAt { get; set; }

    /// <summary>When it was put away.</summary>
    public long? ArchivedAt { get; set; }

    /// <summary>Grows over all assets with every change.</summary>
    public long Revision { get; set; }

    /// <summary>Since when the title is this one.</summary>
    public long TitledAt { get; set; }

    /// <summary>As the rules need it.</summary>
    public Asset ToAsset() => new()
    {
        Id = Id, Title = Title, Does = Does, Kind = Names.Read<AssetKind>(Kind), Topics = List(Topics), Industries = List(Industries), Helps = List(Helps), Language = Language,
        FreshUntil = FreshUntil is { } day ? LocalDatePattern.Iso.Parse(day).Value : null, KindFor = [.. List(KindFor).Select(Names.Read<StallReason>)], Archived = ArchivedAt is not null,
    };

    /// <summary>One by its number or its title; null when there is none.</summary>
    public static AssetRow? Find(Session session, string idOrTitle)
    {
        if (long.TryParse(idOrTitle, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Of(session, id) is { } numbered)
            return numbered;
        return session.One<AssetRow>($"select {Columns} from assets a where a.title_key = @key", new { key = Folded.Text(idOrTitle) });
    }

    /// <summary>One by its number; null when there is none.</summary>
    public static AssetRow? Of(Session session, long id) => session.One<AssetRow>($"select {Columns} from assets a where a.id = @id", new { id });

    /// <summary>The words of a list.</summary>
    public static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>That there is no such asset.</summary>
    public static Result<T> Missing<T>(string named) => new Result<T>.NotFound($"There is no asset \"{named}\" in the library.");
}
