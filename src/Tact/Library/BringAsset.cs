using System.Globalization;
using Tact.Accounts;
using Tact.Mail.Outbox;
using Tact.Storage;

namespace Tact.Library;

/// <summary>Puts an asset into a draft: it is what the message brings, its file goes along, and its link stands at the end of the text. Whoever writes still reads and releases it.</summary>
public static class BringAsset
{
    /// <summary>Puts it in.</summary>
    public static Result<string> Run(Workspace workspace, Actor actor, long message, long asset) => workspace.Data.Write(session =>
        OutgoingRow.Find(session, actor, message).Then(row => AssetRow.Of(session, asset) is not { } brought ? AssetRow.Missing<string>(asset.ToString(CultureInfo.InvariantCulture)) : In(session, workspace, actor, row, brought)));

    private static Result<string> In(Session session, Workspace workspace, Actor actor, OutgoingRow row, AssetRow asset)
    {
        var body = asset.Link is not { } link || row.Body.Contains(link, StringComparison.Ordinal) ? row.Body : $"{row.Body.TrimEnd()}\n\n{link}\n".TrimStart('\n');
        return WriteMessage.In(session, workspace, actor, new MessageInput { Id = row.Id, Asset = asset.Id, Body = body }).Then(draft =>
        {
            var said = asset.Link is null ? "" : " Its link stands at the end of the text.";
            if (AssetContent.Of(session, asset.Id) is not var (file, content) || AttachFile.Of(session, draft.Id).Exists(one => one.Name == file.Name && one.Size == file.Size))
                return new Result<string>.Ok($"“{asset.Title}” is what it brings.{said}");
            return AttachFile.In(session, draft, file.Name, file.Type, content).Then<string>(_ => $"“{asset.Title}” is what it brings; {file.Name} goes along.{said}");
        });
    }
}
