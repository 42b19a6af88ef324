using System.Globalization;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Library;
using Tact.Search;
using Tact.Storage;

namespace Tact.Library;

/// <summary>Which assets are wanted.</summary>
/// <param name="Words">Any parts of words, all of which must be in it; null for all.</param>
/// <param name="Kind">Of one kind.</param>
/// <param name="Topic">About one topic.</param>
/// <param name="Language">In one language.</param>
/// <param name="Show">current (not put away), stale, archived or all.</param>
/// <param name="Before">The number of the last one on the page before.</param>
/// <param name="Limit">How many on a page.</param>
public sealed record AssetFilter(string? Words = null, string? Kind = null, string? Topic = null, string? Language = null, string? Show = null, long? Before = null, int Limit = AssetFilter.Usual)
{
    /// <summary>As many on a page.</summary>
    public const int Usual = 50;

    /// <summary>What can be shown.</summary>
    public static IReadOnlyList<string> Shows { get; } = ["current", "stale", "archived", "all"];
}

/// <summary>A page of assets, the newest first.</summary>
/// <param name="Assets">The assets.</param>
/// <param name="More">The number after which the next page begins; null on the last.</param>
public sealed record AssetsListed(IReadOnlyList<AssetShown> Assets, long? More);

/// <summary>Lists the library, and searches it.</summary>
public static class ListAssets
{
    private const int MostAtOnce = 1000;

    /// <summary>A page of what is wanted.</summary>
    public static Result<AssetsListed> Run(Workspace workspace, Actor actor, AssetFilter filter) => workspace.Data.Read(session => In(session, workspace, actor, filter));

    /// <summary>The same inside a read.</summary>
    public static Result<AssetsListed> In(Session session, Workspace workspace, Actor actor, AssetFilter filter)
    {
        var problems = Problems(filter);
        if (problems.Count > 0)
            return new Result<AssetsListed>.Invalid(problems);
        var rows = Rows(session, workspace, filter, filter.Limit + 1);
        return new AssetsListed(ShowAsset.Of(session, workspace, actor, rows.Take(filter.Limit).ToList()), rows.Count > filter.Limit ? rows[filter.Limit - 1].Id : null);
    }

    /// <summary>The rows themselves, the newest first.</summary>
    internal static List<AssetRow> Rows(Session session, Workspace workspace, AssetFilter filter, int most)
    {
        var words = SearchKey.Words(filter.Words);
        // a trigram index cannot find one or two letters alone: the library is small enough to look at each
        var byIndex = words.Any(word => word.Length >= 3);
        var parts = Fragments.Of(session, words);
        var where = new List<string> { byIndex ? parts.Hit("asset_search") : "1 = 1" };
        var values = parts.Values;
        if (!byIndex)
            values.Remove("match");
        if (filter.Kind is { Length: > 0 } kind)
        {
            where.Add("c.kind = @kind");
            values["kind"] = Names.Of(Names.Read<AssetKind>(kind));
        }

        if (Folded.Text(filter.Topic) is { Length: > 0 } topic)
        {
            where.Add("c.topic_keys like @topic escape '!'");
            values["topic"] = $"%;{Fragments.Escape(topic)};%";
        }

        if (Languages.Code(filter.Language) is { } language)
        {
            where.Add("c.language = @language");
            values["language"] = language;
        }

        switch (filter.Show ?? "current")
        {
            case "stale":
                where.Add("c.archived_at is null and c.fresh_until < @today");
                values["today"] = LocalDatePattern.Iso.Format(workspace.Now.InZone(workspace.Zone).Date);
                break;
            case "archived":
                where.Add("c.archived_at is not null");
                break;
            case "current":
                where.Add("c.archived_at is null");
                break;
        }

        if (filter.Before is { } before)
        {
            where.Add("c.id < @before");
            values["before"] = before;
        }

        values["most"] = most;
        return session.Query<AssetRow>(
            $"""
            select {AssetRow.Columns.Replace("a.", "c.", StringComparison.Ordinal)}
            from {(byIndex ? parts.From("assets", "asset_search") : "assets c")}
            where {string.Join(" and ", where)} {parts.Narrow}
            order by {(byIndex ? parts.InOrder : "c.id")} desc
            limit @most
            """,
            values);
    }

    private static List<Problem> Problems(AssetFilter filter)
    {
        var problems = new List<Problem>();
        if (filter.Kind is { Length: > 0 } kind && !Names.TryRead<AssetKind>(kind, out _))
            problems.Add(new Problem("kind", $"\"{kind}\" is no kind. Choose one of: {string.Join(", ", Names.All<AssetKind>())}."));
        if (filter.Show is { Length: > 0 } show && !AssetFilter.Shows.Contains(show))
            problems.Add(new Problem("show", $"Choose one of: {string.Join(", ", AssetFilter.Shows)}."));
        if (filter.Limit is < 1 or > MostAtOnce)
            problems.Add(new Problem("limit", string.Create(CultureInfo.InvariantCulture, $"Ask for between 1 and {MostAtOnce:#,0}.")));
        problems.AddRange(Lengths.Problems(200, ("q", filter.Words)));
        return problems;
    }
}
