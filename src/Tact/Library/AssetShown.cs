using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Core;
using Tact.Core.Library;
using Tact.Storage;

namespace Tact.Library;

/// <summary>The file of an asset.</summary>
public sealed record AssetFile(string Name, string Type, long Size);

/// <summary>To how many it was given, and how many of them were in touch both ways within thirty days after.</summary>
/// <param name="Given">People who have it.</param>
/// <param name="Waited">Those who have had it for thirty days.</param>
/// <param name="Answered">Those of them with a two-way contact within the thirty days.</param>
/// <param name="Share">Answered of waited, 0 to 1; null when there are too few to say.</param>
/// <param name="Low">Lower end of the 95 % interval (Wilson).</param>
/// <param name="High">Upper end.</param>
/// <param name="Words">The same in a sentence.</param>
public sealed record AnswersShown(long Given, long Waited, long Answered, double? Share, double? Low, double? High, string Words);

/// <summary>An asset as contracts show it.</summary>
public sealed record AssetShown(
    long Id, string Title, string Kind, string Does, string? Link, IReadOnlyList<string> Topics, IReadOnlyList<string> Industries, IReadOnlyList<string> Helps, string? Language, string? FreshUntil, bool Stale,
    IReadOnlyList<string> KindFor, string? AddedBy, string AddedOn, bool Archived, AssetFile? File, AnswersShown Answers)
{
    /// <summary>The text itself; only when one asset is shown.</summary>
    public string? Text { get; init; }

    /// <summary>Whether whoever asks may change it.</summary>
    public bool MayChange { get; init; }
}

/// <summary>Shows assets: what they are, and what came after they were given.</summary>
public static class ShowAsset
{
    /// <summary>One by its number or title, with its text.</summary>
    public static Result<AssetShown> Run(Workspace workspace, Actor actor, string idOrTitle) => workspace.Data.Read(session =>
        AssetRow.Find(session, idOrTitle) is { } row ? One(session, workspace, actor, row) : AssetRow.Missing<AssetShown>(idOrTitle));

    /// <summary>The same inside a transaction.</summary>
    public static AssetShown One(Session session, Workspace workspace, Actor actor, AssetRow row) =>
        Of(session, workspace, actor, [row])[0] with { Text = session.Scalar<string>("select body from assets where id = @Id", new { row.Id }) };

    /// <summary>Several, without their texts: three reads however many.</summary>
    public static List<AssetShown> Of(Session session, Workspace workspace, Actor actor, IReadOnlyList<AssetRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(row => row.Id).ToArray();
        var today = workspace.Now.InZone(workspace.Zone).Date;
        var users = session.Query<(long Id, string Name)>("select id, name from users").ToDictionary(user => user.Id, user => user.Name);
        var files = session.Query<(long Id, string Name, string Type, long Size)>("select asset_id, name, type, size from asset_files where asset_id in @ids", new { ids }).ToDictionary(file => file.Id, file => new AssetFile(file.Name, file.Type, file.Size));
        var answers = Answers(session, workspace, ids);
        return [.. rows.Select(row => Show(row, today, workspace.Zone, users, files, answers.GetValueOrDefault(row.Id) ?? new GivenAndAnswered(0, 0, 0)) with { MayChange = MayChange(actor, row) })];
    }

    /// <summary>Sellers change what they added; managers and admins change everything.</summary>
    public static bool MayChange(Actor actor, AssetRow row) => actor.SeesTeam || (actor.UserId is { } me && row.AddedBy == me);

    /// <summary>Whom an asset was given to and who of them was in touch after, by asset. Only people who have had it for thirty days can be counted.</summary>
    public static Dictionary<long, GivenAndAnswered> Answers(Session session, Workspace workspace, long[] ids)
    {
        var within = (long)Duration.FromDays(GivenAndAnswered.Days).TotalMilliseconds;
        return session.Query<(long Asset, long Given, long Waited, long Answered)>(
            """
            select asset_id, count(distinct contact_id),
                   count(distinct case when at <= @waited then contact_id end),
                   count(distinct case when at <= @waited and answered_at - at <= @within then contact_id end)
            from asset_gifts
            where asset_id in @ids
            group by asset_id
            """,
            new { ids, within, waited = workspace.Now.ToUnixTimeMilliseconds() - within }).ToDictionary(row => row.Asset, row => new GivenAndAnswered(row.Given, row.Waited, row.Answered));
    }

    private static AssetShown Show(AssetRow row, LocalDate today, DateTimeZone zone, Dictionary<long, string> users, Dictionary<long, AssetFile> files, GivenAndAnswered answers) => new(
        row.Id, row.Title, row.Kind, row.Does, row.Link, AssetRow.List(row.Topics), AssetRow.List(row.Industries), AssetRow.List(row.Helps), row.Language, row.FreshUntil, row.ToAsset().IsStale(today), AssetRow.List(row.KindFor),
        row.AddedBy is { } by ? users.GetValueOrDefault(by) : null, LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(row.AddedAt).InZone(zone).Date), row.ArchivedAt is not null, files.GetValueOrDefault(row.Id), AnswersOf(answers));

    private static AnswersShown AnswersOf(GivenAndAnswered counted) => new(
        counted.Given, counted.Waited, counted.Answered, Round(counted.Share?.Share), Round(counted.Share?.Low), Round(counted.Share?.High), LibraryWords.Answers(counted));

    private static double? Round(double? share) => share is { } known ? Math.Round(known, 3) : null;
}
