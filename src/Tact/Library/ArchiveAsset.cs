using System.Globalization;
using Tact.Accounts;

namespace Tact.Library;

/// <summary>Puts an asset away, so that it is offered to nobody any more, or takes it out again. It stays on record with whom it was given to.</summary>
public static class ArchiveAsset
{
    /// <summary>Puts it away.</summary>
    public static Result<AssetShown> Run(Workspace workspace, Actor actor, string idOrTitle) => Set(workspace, actor, idOrTitle, workspace.Now.ToUnixTimeMilliseconds());

    /// <summary>Takes it out again.</summary>
    public static Result<AssetShown> Restore(Workspace workspace, Actor actor, string idOrTitle) => Set(workspace, actor, idOrTitle, null);

    private static Result<AssetShown> Set(Workspace workspace, Actor actor, string idOrTitle, long? at) => workspace.Data.Write(session =>
    {
        if (AssetRow.Find(session, idOrTitle) is not { } row)
            return AssetRow.Missing<AssetShown>(idOrTitle);
        if (!ShowAsset.MayChange(actor, row))
            return new Result<AssetShown>.Refused("Sellers put away what they added themselves. Ask a manager, or whoever added it.", "role", null);
        if ((row.ArchivedAt is null) != (at is null))
            session.Execute("update assets set archived_at = @at, revision = @revision where id = @Id", new { at, row.Id, revision = SaveAsset.NextRevision(session) });
        return ShowAsset.One(session, workspace, actor, AssetRow.Of(session, row.Id)!);
    });
}
