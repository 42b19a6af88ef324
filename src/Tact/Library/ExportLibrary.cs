using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Tact.Accounts;
using Tact.Commands;
using Tact.Storage;

namespace Tact.Library;

/// <summary>The library in exports: every asset with its text, and of whom it was given to, where whoever asks may read it; files by name and size.</summary>
internal static class ExportLibrary
{
    private const int Together = 500;

    /// <summary>Writes all of it as one list.</summary>
    public static void To(Workspace workspace, Actor actor, Utf8JsonWriter json)
    {
        json.WriteStartArray("library");
        for (long after = 0; ;)
        {
            var page = workspace.Data.Read(session =>
            {
                var rows = session.Query<AssetRow>($"select {AssetRow.Columns} from assets a where a.id > @after order by a.id limit @Together", new { after, Together });
                var ids = rows.Select(row => row.Id).ToArray();
                var texts = session.Query<(long Id, string? Text)>("select id, body from assets where id in @ids", new { ids }).ToDictionary(row => row.Id, row => row.Text);
                var files = session.Query<(long Id, string Name, long Size)>("select asset_id, name, size from asset_files where asset_id in @ids", new { ids }).ToDictionary(row => row.Id);
                var gifts = session.Query<(long Asset, long Contact, long Entry, long At, long? Owner, long? Giver)>(
                    """
                    select g.asset_id, g.contact_id, g.entry_id, g.at, f.owner_id, t.by_user
                    from asset_gifts g
                    join timeline t on t.id = g.entry_id
                    left join follow_ups f on f.id = t.follow_up_id
                    where g.asset_id in @ids
                    order by g.at, g.entry_id
                    """,
                    new { ids }).ToLookup(row => row.Asset);
                return rows.ConvertAll(row => (row.Id, Shown: (object)new
                {
                    row.Id, row.Title, row.Kind, row.Does, Text = texts[row.Id], row.Link, Topics = AssetRow.List(row.Topics), Industries = AssetRow.List(row.Industries), Helps = AssetRow.List(row.Helps), row.Language, row.FreshUntil,
                    KindFor = AssetRow.List(row.KindFor), row.AddedBy, AddedAt = Iso(row.AddedAt), ArchivedAt = Iso(row.ArchivedAt), File = files.TryGetValue(row.Id, out var file) ? new { file.Name, file.Size } : null,
                    Given = gifts[row.Id].Select(gift => gift.Contact).Distinct().Count(),
                    GivenTo = gifts[row.Id].Where(gift => !PersonalGifts.IsPersonal(row.KindFor) || PersonalGifts.MaySee(actor, gift.Owner, gift.Giver)).Select(gift => new { gift.Contact, gift.Entry, At = Iso(gift.At) }),
                }));
            });
            if (page.Count == 0)
                break;
            foreach (var (_, shown) in page)
                JsonSerializer.Serialize(json, shown, CommandLine.JsonFormat);
            after = page[^1].Id;
            json.Flush();
        }

        json.WriteEndArray();
    }

    /// <summary>What somebody was given of the library.</summary>
    public static IEnumerable<object> Gifts(Session session, Actor actor, long contact) =>
        session.Query<(string Title, string KindFor, long At, long Entry, long? Owner, long? Giver)>(
            """
            select a.title, a.kind_for, g.at, g.entry_id, f.owner_id, t.by_user
            from asset_gifts g
            join assets a on a.id = g.asset_id
            join timeline t on t.id = g.entry_id
            left join follow_ups f on f.id = t.follow_up_id
            where g.contact_id = @contact
            order by g.at, g.entry_id
            """,
            new { contact })
            .Select(gift => new { Title = !PersonalGifts.IsPersonal(gift.KindFor) || PersonalGifts.MaySee(actor, gift.Owner, gift.Giver) ? gift.Title : PersonalGifts.Something, At = Iso(gift.At), gift.Entry });

    private static string? Iso(long? at) => at is { } ms ? InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(ms)) : null;
}
