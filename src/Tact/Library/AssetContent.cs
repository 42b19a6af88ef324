using System.Globalization;
using Tact.Accounts;
using Tact.Mail.Outbox;
using Tact.Storage;

namespace Tact.Library;

/// <summary>The file of an asset: kept, and given out as a download.</summary>
public static class AssetContent
{
    /// <summary>Keeps it in place of the one before; as large as a message's attachments may be.</summary>
    public static Result<AssetFile> Keep(Workspace workspace, Actor actor, long id, string name, string? type, byte[] content) => workspace.Data.Write(session => In(session, actor, id, name, type, content));

    /// <summary>The same inside a transaction.</summary>
    internal static Result<AssetFile> In(Session session, Actor actor, long id, string name, string? type, byte[] content)
    {
        if (AssetRow.Of(session, id) is not { } row)
            return AssetRow.Missing<AssetFile>(id.ToString(CultureInfo.InvariantCulture));
        if (!ShowAsset.MayChange(actor, row))
            return new Result<AssetFile>.Refused("Sellers change what they added themselves. Ask a manager, or whoever added it.", "role", null);
        if (Problem(name, content) is { } problem)
            return new Result<AssetFile>.Invalid([problem]);
        var file = new AssetFile(AttachFile.Plain(name), AttachFile.KindOf(type), content.Length);
        session.Execute(
            """
            insert into asset_files (asset_id, name, type, size, content)
            values (@id, @Name, @Type, @Size, @content)
            on conflict (asset_id) do update
            set name = excluded.name, type = excluded.type, size = excluded.size, content = excluded.content
            """,
            new { id, file.Name, file.Type, file.Size, content });
        return file;
    }

    /// <summary>Takes it away.</summary>
    public static Result<bool> Remove(Workspace workspace, Actor actor, long id) => workspace.Data.Write(session =>
        AssetRow.Of(session, id) is not { } row ? AssetRow.Missing<bool>(id.ToString(CultureInfo.InvariantCulture))
        : !ShowAsset.MayChange(actor, row) ? new Result<bool>.Refused("Sellers change what they added themselves. Ask a manager, or whoever added it.", "role", null)
        : session.Execute("delete from asset_files where asset_id = @id", new { id }) > 0);

    /// <summary>Why a file cannot be kept; null when it can.</summary>
    internal static Problem? Problem(string name, byte[] content) =>
        content.Length == 0 ? new Problem("file", $"{AttachFile.Plain(name)} is empty.")
        : content.Length > AttachFile.MostBytes ? new Problem("file", $"A file may have {AttachFile.MostBytes / 1024 / 1024} MB. Give a link instead.") : null;

    /// <summary>The file with its content; null when there is none.</summary>
    public static (AssetFile File, byte[] Content)? Of(Session session, long id) =>
        session.One<(string Name, string Type, long Size, byte[] Content)?>("select name, type, size, content from asset_files where asset_id = @id", new { id }) is { } file ? (new AssetFile(file.Name, file.Type, file.Size), file.Content) : null;
}
